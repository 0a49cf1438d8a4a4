// SPDX-License-Identifier: MIT
#include <utility>

#include "evidence/anomalies.hh"
#include "evidence/observe.hh"
#include "util/text.hh"

namespace calspam {
namespace {

// Collects links up to the limit, and undoes their wrappers.
class LinkCollector {
 public:
  explicit LinkCollector(Subject& subject) : subject_(subject) {}

  void add(std::string_view text, Link link) {
    if (subject_.links.size() >= subject_.limits->links) {
      if (!cut_) note_limit(subject_, anomaly::kLinksCut, "", link.place);
      cut_ = true;
      return;
    }
    text = truncated(trimmed(text), subject_.limits->link_bytes);
    if (text.empty() || text.front() == '#') return;
    link.written = parse_url(text);
    if (link.written.scheme.empty() && link.written.host.empty()) return;
    if (same_ignoring_case(link.written.scheme, "cid")) return;
    link.url = link.written;
    for (std::size_t i = 0;; ++i) {
      std::optional<Unwrapped> inner = unwrap(link.url);
      if (!inner) break;
      if (i == subject_.limits->unwrappings) {
        note_limit(subject_, anomaly::kWrappersCut, std::string(text),
                   link.place);
        break;
      }
      link.wrappers.push_back(std::move(inner->wrapper));
      Url next = parse_url(inner->target);
      if (!next.valid) break;
      link.url = std::move(next);
    }
    subject_.links.push_back(std::move(link));
  }

  void add(const FoundUrl& found, Link link) {
    // Pictures in data: are long and go nowhere.
    if (found.cut && !long_ && !starts_ignoring_case(found.text, "data:")) {
      note_limit(subject_, anomaly::kLinkCut, "", link.place);
      long_ = true;
    }
    add(found.text, std::move(link));
  }

  Subject& subject() { return subject_; }
  const Limits& limits() const { return *subject_.limits; }

 private:
  Subject& subject_;
  bool cut_ = false;   // more links than are kept
  bool long_ = false;  // a longer one than is read
};

void links_of_html(LinkCollector& links, const HtmlRow& text,
                   const OffsetChain* map) {
  for (const HtmlLink& found : text.html.links) {
    Link link;
    link.context = text.property.empty() ? "html" : "alt-desc";
    link.visible = found.text;
    link.element = found.element;
    link.hidden = found.hidden;
    link.event = text.event;
    link.place = {text.part, found.element + "[" + found.attribute + "]",
                  map == nullptr ? Span{} : map->base(found.span)};
    links.add(found.target, std::move(link));
  }
}

void links_of_parts(LinkCollector& links) {
  const Subject& subject = links.subject();
  for (std::size_t i = 0; i < subject.message.parts.size(); ++i) {
    const Part& part = subject.message.parts[i];
    if (!part.analysed || part.carrier != Carrier::None ||
        !part.type.is("text", "plain"))
      continue;
    for (const FoundUrl& found : find_urls(part.content, links.limits())) {
      Link link;
      link.context = "text";
      link.element = "text";
      link.place = {static_cast<int>(i), "", part.content_map.base(found.span)};
      links.add(found, std::move(link));
    }
  }
}

// Values that are addresses of people, not places to go to.
bool is_address_property(std::string_view name) {
  return name == "ATTENDEE" || name == "ORGANIZER";
}

Link link_of_property(const CalendarPart& part, std::string element,
                      std::string_view context, int event) {
  Link link;
  link.event = event;
  link.context = context;
  link.place.part = part.part;
  link.place.property = element;
  link.element = std::move(element);
  return link;
}

// Links in the value of a property, which mostly has nothing to unescape.
void links_of_value(LinkCollector& links, const CalendarPart& part,
                    const Property& property, int event) {
  UnescapedText value;
  const bool escaped = property.value.find('\\') != std::string::npos;
  if (escaped) value = unescaped(property);
  const std::string& text = escaped ? value.text : property.value;
  for (const FoundUrl& found : find_urls(text, links.limits())) {
    Link link = link_of_property(part, property.name, "property", event);
    link.place.span =
        part.raw(property, escaped ? value.map.base(found.span) : found.span);
    links.add(found, std::move(link));
  }
}

void links_of_property(LinkCollector& links, const CalendarPart& part,
                       const Property& property, int event) {
  for (const PropertyParameter& parameter : property.parameters) {
    for (const std::string& value : parameter.values) {
      for (const FoundUrl& found : find_urls(value, links.limits())) {
        if (starts_ignoring_case(found.text, "mailto:")) continue;
        Link link = link_of_property(
            part, property.name + ";" + ascii_upper(parameter.name),
            "parameter", event);
        link.place.span = part.raw(parameter.span);
        links.add(found, std::move(link));
      }
    }
  }
  if (!is_address_property(property.name) && !holds_html(property))
    links_of_value(links, part, property, event);
}

// For each component of calendar `index`, the listed event it belongs to.
std::vector<int> events_of_components(const Subject& subject, int index) {
  const Calendar& calendar =
      subject.calendars[static_cast<std::size_t>(index)].calendar;
  std::vector<int> owner(calendar.components.size(), -1);
  for (std::size_t i = 0; i < subject.events.size(); ++i)
    if (subject.events[i].calendar == index)
      owner[static_cast<std::size_t>(subject.events[i].event.component -
                                     calendar.components.data())] =
          static_cast<int>(i);
  for (std::size_t i = 0; i < owner.size(); ++i) {
    const int parent = calendar.components[i].parent;
    if (owner[i] < 0 && parent >= 0)
      owner[i] = owner[static_cast<std::size_t>(parent)];
  }
  return owner;
}

void links_of_calendars(LinkCollector& links) {
  const Subject& subject = links.subject();
  for (std::size_t c = 0; c < subject.calendars.size(); ++c) {
    const CalendarPart& part = subject.calendars[c];
    if (part.twin_of >= 0) continue;
    const std::vector<int> owner =
        events_of_components(subject, static_cast<int>(c));
    for (std::size_t i = 0; i < owner.size(); ++i)
      for (const Property& property : part.calendar.components[i].properties)
        links_of_property(links, part, property, owner[i]);
  }
}

void links_of_headers(LinkCollector& links) {
  const Subject& subject = links.subject();
  if (!subject.is_mail()) return;
  for (std::string_view name :
       {"Subject", "List-Unsubscribe", "List-Subscribe", "X-Sharing-Url",
        "X-Sharing-Remote-Path", "Content-Location"}) {
    for (const Header* header : subject.message.root().all_headers(name)) {
      for (const FoundUrl& found : find_urls(header->text(), links.limits())) {
        Link link;
        link.context = "header";
        link.element = name;
        link.place = {0, std::string(name) + ":", header->span};
        links.add(found, std::move(link));
      }
    }
  }
}

// A code is what a person's telephone opens, past every filter of links.
void links_of_pictures(LinkCollector& links) {
  for (const PictureRow& picture : links.subject().pictures)
    for (const std::string& code : picture.codes) {
      Link link;
      link.context = "qr";
      link.element = picture.event < 0 ? "img" : picture.place.property;
      link.event = picture.event;
      link.place = picture.place;
      links.add(code, std::move(link));
    }
}

}  // namespace

void observe_links(Subject& subject) {
  LinkCollector links(subject);
  // The calendar first: it is what the limit must not cut away.
  links_of_calendars(links);
  links_of_pictures(links);
  for (const HtmlRow& text : subject.htmls) {
    const bool in_part = text.property.empty();
    links_of_html(
        links, text,
        in_part ? &subject.message.parts[static_cast<std::size_t>(text.part)]
                       .content_map
                : nullptr);
    if (in_part) continue;
    // Places inside an unescaped, unfolded value: the property stands for it.
    const EventRow& row = subject.events[static_cast<std::size_t>(text.event)];
    const CalendarPart& part =
        subject.calendars[static_cast<std::size_t>(row.calendar)];
    const Property* property = row.event.component->property(text.property);
    for (auto link = subject.links.rbegin();
         link != subject.links.rend() && link->context == "alt-desc" &&
         link->place.span.empty();
         ++link)
      link->place.span = part.raw(property->span);
  }
  links_of_parts(links);
  links_of_headers(links);
}

}  // namespace calspam
