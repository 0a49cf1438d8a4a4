// SPDX-License-Identifier: MIT
#include "report/campaign_formats.hh"

#include <fmt/format.h>

#include "report/columns.hh"
#include "report/escape.hh"
#include "report/style.hh"
#include "util/text.hh"

namespace calspam {
namespace {

constexpr std::size_t kSharedInText = 6;
constexpr std::size_t kValueWidth = 60;
constexpr std::size_t kHtmlRows = 50;

std::string duration_text(std::uint64_t seconds) {
  if (seconds < 120) return counted(seconds, "second");
  if (seconds < 7'200) return counted(seconds / 60, "minute");
  if (seconds < 172'800) return counted(seconds / 3'600, "hour");
  return counted(seconds / 86'400, "day");
}

std::string levels_text(const Campaign& campaign) {
  std::string text;
  for (std::size_t i = campaign.levels.size(); i-- > 0;)
    if (campaign.levels[i] != 0)
      text +=
          fmt::format("{}{} {}", text.empty() ? "" : ", ", campaign.levels[i],
                      level_name(static_cast<Level>(i)));
  return text;
}

std::string size_text(const Campaign& campaign) {
  std::string text = counted(campaign.messages, "message");
  if (campaign.recipients != 0)
    text += " to " + counted(campaign.recipients, "recipient");
  if (campaign.organizers != 0)
    text += " from " + counted(campaign.organizers, "organizer");
  if (!campaign.first.empty())
    text += fmt::format(" in {}, at most {} an hour",
                        duration_text(campaign.span_seconds),
                        campaign.busiest_hour);
  return text;
}

std::string shared_text(const Campaign& campaign, std::size_t most) {
  std::string text;
  for (std::size_t i = 0; i < campaign.shared.size() && i < most; ++i) {
    const SharedKey& key = campaign.shared[i];
    text +=
        fmt::format("{}{} {} ({})", text.empty() ? "" : ", ", key.kind,
                    fitted(printable(key.value), kValueWidth), key.messages);
  }
  if (campaign.shared.size() > most)
    text += fmt::format(" and {} more", campaign.shared.size() - most);
  return text;
}

std::string rest_text(const CampaignSummary& summary) {
  std::string text;
  if (summary.more != 0)
    text += fmt::format("{} more campaigns are not listed", summary.more);
  if (summary.left_out != 0)
    text += fmt::format(
        "{}a bound was reached: {} messages or keys were not grouped",
        text.empty() ? "" : "; ", summary.left_out);
  return text;
}

std::string finding_ids(const Campaign& campaign) {
  std::string ids;
  for (const CampaignFinding& finding : campaign.findings)
    ids += (ids.empty() ? "" : " ") + finding.id;
  return ids;
}

}  // namespace

void add_campaigns_text(const FormatOptions& options,
                        const CampaignSummary& summary, std::string& out) {
  const auto strong = [&options](const std::string& text) {
    return options.color ? "\x1b[1m" + text + "\x1b[0m" : text;
  };
  if (!summary.campaigns.empty()) out += '\n';
  for (const Campaign& campaign : summary.campaigns) {
    out += fmt::format("{}  {}; {}\n", strong(printable(campaign.id)),
                       size_text(campaign), levels_text(campaign));
    if (!campaign.shared.empty())
      out += fmt::format("            shares: {}\n",
                         shared_text(campaign, kSharedInText));
    out += fmt::format("            sample: {}  {}\n",
                       printable(campaign.sample_name),
                       fitted(printable(campaign.sample_title), kValueWidth));
    for (const CampaignFinding& finding : campaign.findings)
      out += fmt::format("            {}: {}\n              honest where: {}\n",
                         strong(finding.id), printable(finding.message),
                         finding.honest);
  }
  const std::string rest = rest_text(summary);
  if (!rest.empty()) out += "            " + rest + '\n';
  if (summary.campaigns.empty()) out += "\nno messages that belong together\n";
}

void add_campaigns_markdown(const CampaignSummary& summary, std::string& out) {
  const auto code = [](std::string_view text) {
    return markdown_code(defanged_text(text), 300);
  };
  out += "\n## Campaigns\n\n";
  if (summary.campaigns.empty()) {
    out += "None.\n";
  } else {
    out +=
        "| Campaign | Size | Verdicts | Shares | Findings | Sample |\n"
        "|---|---|---|---|---|---|\n";
    for (const Campaign& campaign : summary.campaigns) {
      std::string findings;
      for (const CampaignFinding& finding : campaign.findings)
        findings += (findings.empty() ? "" : "; ") + finding.message;
      out += fmt::format("| {} | {} | {} | {} | {} | {} |\n", code(campaign.id),
                         size_text(campaign), levels_text(campaign),
                         code(shared_text(campaign, kSharedInText)),
                         findings.empty() ? "" : code(findings),
                         code(campaign.sample_name));
    }
  }
  const std::string rest = rest_text(summary);
  if (!rest.empty()) out += "\n" + rest + ".\n";
}

void add_campaigns_html(const CampaignSummary& summary, std::string& out) {
  out +=
      "<div class=k><h2>Campaigns</h2><p><small>Messages that share something; "
      "that alone says nothing against them.</small>";
  if (!summary.campaigns.empty())
    out += "<table><tr><th>size<th>verdicts<th>shares<th>findings<th>sample";
  std::size_t rows = 0;
  for (const Campaign& campaign : summary.campaigns) {
    if (rows++ == kHtmlRows) break;
    out += fmt::format("<tr><td>{}<td>{}<td>{}<td>",
                       html_text(size_text(campaign), 200),
                       html_text(levels_text(campaign), 200),
                       html_text(shared_text(campaign, kSharedInText), 800));
    for (const CampaignFinding& finding : campaign.findings)
      out += fmt::format("<b>{}</b>: {}<br><small>honest where: {}</small><br>",
                         html_text(finding.id, 80),
                         html_text(finding.message, 400),
                         html_text(finding.honest, 400));
    out += fmt::format("<td>{} <small>{}</small>",
                       html_text(campaign.sample_title, 120),
                       html_text(campaign.sample_name, 120));
  }
  if (!summary.campaigns.empty()) out += "</table>";
  CampaignSummary rest = {{}, summary.more, summary.left_out};
  if (summary.campaigns.size() > kHtmlRows)
    rest.more += summary.campaigns.size() - kHtmlRows;
  if (const std::string text = rest_text(rest); !text.empty())
    out += "<p class=d>" + html_text(text, 200);
  out += "</div>";
}

void add_campaigns_csv(const CampaignSummary& summary, std::string& out) {
  out +=
      "\r\ncampaign,messages,spam,suspicious,first,last,per_hour,"
      "busiest_hour,recipients,organizers,uids,attendees,sample,shared,"
      "findings\r\n";
  for (const Campaign& campaign : summary.campaigns) {
    const auto level = [&campaign](Level which) {
      return campaign.levels[static_cast<std::size_t>(which)];
    };
    out += fmt::format(
        "{},{},{},{},{},{},{},{},{},{},{},{},{},{},{}\r\n",
        csv_cell(campaign.id), campaign.messages, level(Level::Spam),
        level(Level::Suspicious), csv_cell(campaign.first),
        csv_cell(campaign.last),
        campaign.per_hour ? fmt::format("{:.2f}", *campaign.per_hour) : "",
        campaign.busiest_hour, campaign.recipients, campaign.organizers,
        campaign.uids, campaign.attendees, csv_cell(campaign.sample_name),
        csv_cell(shared_text(campaign, campaign.shared.size())),
        csv_cell(finding_ids(campaign)));
  }
}

}  // namespace calspam
