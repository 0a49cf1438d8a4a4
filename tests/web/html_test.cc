// SPDX-License-Identifier: MIT
#include "web/html.hh"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace calspam {
namespace {

Html parse(std::string_view html) {
  return parse_html(html, Limits{});
}
std::string visible(std::string_view html) {
  return parse(html).visible;
}
std::string hidden(std::string_view html) {
  return parse(html).hidden;
}

/// "element[attribute] target (text)", one a line.
std::string links(std::string_view html) {
  std::string out;
  for (const auto& link : parse(html).links) {
    out += link.element + "[" + link.attribute + "] " + link.target;
    if (!link.text.empty()) out += " (" + link.text + ")";
    out += link.hidden ? " hidden\n" : "\n";
  }
  return out;
}

TEST(HtmlText, BreaksAtBlocks) {
  EXPECT_EQ(visible("<p>a<p>b<div>c</div>d<br>e"), "a\nb\nc\nd\ne");
  EXPECT_EQ(visible("<table><tr><td>a<td>b<tr><td>c</table>"), "a b\nc");
  EXPECT_EQ(visible("<ul><li>a<li>b</ul>c"), "a\nb\nc");
  EXPECT_EQ(visible("a<b>b</b><span>c</span>d"), "abcd");
}

TEST(HtmlText, SqueezesSpace) {
  EXPECT_EQ(visible("  a \n\t b&nbsp;&nbsp;c  "), "a b c");
  EXPECT_EQ(visible("a<b> </b> b"), "a b");
  EXPECT_EQ(visible("a\xc2\xa0\xc2\xa0"
                    "b"),
            "a b");
}

TEST(HtmlText, UndoesReferences) {
  EXPECT_EQ(visible("&lt;b&gt; &amp;amp; &#65;&#x42;&#67 &copy2"),
            "<b> &amp; ABC \xc2\xa9"
            "2");
  EXPECT_EQ(visible("&bogus; & &; &#; &#x; &Tab;x"), "&bogus; & &; &#; &#x; x");
  EXPECT_EQ(visible("&#128;&#0;&#xD800;&#99999999999;"),
            "\xe2\x82\xac\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd");
  EXPECT_EQ(visible("&colon;&sol;&period;&commat;&Aopf;"),
            ":/.@\xf0\x9d\x94\xb8");
}

TEST(HtmlText, LeavesOutCommentsAndScripts) {
  EXPECT_EQ(visible("a<!-- b -->c<!-->d<!--->e<!--f--!>g<!h>i<?j?>k</3>l"),
            "acdegikl");
  EXPECT_EQ(visible("a<script>b</b></script>c<style>d</style>e"), "ace");
  EXPECT_EQ(visible("<title>a</title>b<textarea>c<b></textarea>d"),
            "b\nc<b>\nd");
  EXPECT_EQ(visible("a<![CDATA[b]]>c<noscript>d</noscript>"), "acd");
  EXPECT_EQ(visible("a<!-- never ends"), "a");
  EXPECT_EQ(visible("a<script>never ends"), "a");
  EXPECT_EQ(visible("a<b never ends"), "a");
}

TEST(HtmlText, TakesStrayLessThanAsText) {
  EXPECT_EQ(visible("1 < 2 <3 <"), "1 < 2 <3 <");
}

TEST(HtmlText, SaysWhereItStood) {
  const std::string_view html = "<p>a &amp; b</p>\n<p>c<i>de</i>f</p>";
  const Html page = parse(html);
  ASSERT_EQ(page.visible, "a & b\ncdef");
  for (const char c : {'a', 'b', 'c', 'd', 'e', 'f'}) {
    const auto at = page.visible.find(c);
    EXPECT_EQ(html[page.visible_map.base(at)], c);
  }
  EXPECT_EQ(slice(html, page.visible_map.base(Span{6, 9})), "c<i>de");
  EXPECT_EQ(page.visible_map.base(2), html.find('&'));
}

TEST(HtmlHidden, KnowsStylesThatHide) {
  for (const std::string_view style : {"display:none",
                                       "DISPLAY : None !important",
                                       "visibility:hidden",
                                       "font-size:0",
                                       "font-size:1px",
                                       "font:0/0 a",
                                       "color:#fff",
                                       "color:white",
                                       "color:rgb(255, 255, 255)",
                                       "color:#fdfdfd",
                                       "color:transparent",
                                       "color:rgba(0,0,0,0)",
                                       "opacity:0",
                                       "background:#123456;color:#123456",
                                       "height:0;overflow:hidden",
                                       "max-height:0px;overflow:hidden",
                                       "mso-hide:all",
                                       "position:absolute;left:-9999px",
                                       "text-indent:-9999px",
                                       "dis/**/play:none",
                                       "dis\\70lay:none",
                                       "margin-left:-999em"}) {
    const std::string html =
        "a<span style=\"" + std::string(style) + "\">b</span>c";
    EXPECT_EQ(visible(html), "ac") << style;
    EXPECT_EQ(hidden(html), "b") << style;
  }
}

TEST(HtmlHidden, LeavesWhatIsSeen) {
  for (const std::string_view style :
       {"display:block", "font-size:12px", "font-size:0.8em", "color:#000",
        "background:#000;color:#fff", "height:0", "opacity:0.9", "opacity:1",
        "left:-9999px", "font:12px/0 a", "line-height:0",
        "background:url(x.png);color:#fff", "overflow:hidden", ""}) {
    const std::string html =
        "<span style=\"" + std::string(style) + "\">b</span>";
    EXPECT_EQ(visible(html), "b") << style;
  }
}

TEST(HtmlHidden, FollowsAttributes) {
  EXPECT_EQ(hidden("<p hidden>a</p>b"), "a");
  EXPECT_EQ(hidden("<font color=#ffffff>a</font>b"), "a");
  EXPECT_EQ(hidden("<table><td bgcolor=#112233><font color=112233>a</font>"),
            "a");
  EXPECT_EQ(hidden("<td bgcolor=#000000><font color=white>a</font>"), "");
  EXPECT_EQ(hidden("<body text=white>a"), "a");
  EXPECT_EQ(hidden("<template>a</template><dialog>b</dialog>c"), "a\nb");
}

TEST(HtmlHidden, FollowsSimpleSheets) {
  EXPECT_EQ(visible("<style>q{display:none} .h,#i{font-size:0}</style>"
                    "a<q>b</q><b class='x h'>c</b><i id=i>d</i>e"),
            "ae");
  EXPECT_EQ(visible("<style>@media print{.h{display:none}}</style>"
                    "a<b class=h>b</b>"),
            "ab");
  EXPECT_EQ(visible("<style>.h{display:none}</style>"
                    "<b class=h style='display:inline'>b</b>"),
            "b");
}

TEST(HtmlHidden, EndsWithItsElement) {
  EXPECT_EQ(visible("<div style='display:none'>a<p>b</div>c"), "c");
  EXPECT_EQ(visible("<p hidden>a<p>b"), "b");
  EXPECT_EQ(visible("<td hidden>a<td>b"), "b");
  EXPECT_EQ(visible("<div hidden>a</span></b></td>b</div>c"), "c");
  EXPECT_EQ(visible("<br hidden>a"), "a");
  EXPECT_EQ(visible("<div hidden/>a"), "");
}

TEST(HtmlHidden, MayBeUndoneByAChildWhereCssSaysSo) {
  EXPECT_EQ(visible("<p style='font-size:0'>a<b style='font-size:12px'>b"),
            "b");
  EXPECT_EQ(visible("<p style='visibility:hidden'>a"
                    "<b style='visibility:visible'>b"),
            "b");
  EXPECT_EQ(visible("<p style='display:none'>a<b style='display:inline'>b"),
            "");
}

TEST(HtmlLinks, AreFoundWhereverTheyStand) {
  EXPECT_EQ(links("<a href='https://a.example/'>x <b>y</b></a>"),
            "a[href] https://a.example/ (x y)\n");
  EXPECT_EQ(
      links("<area href=a:1><img src=a:2><form action=a:3><button "
            "formaction=a:4></button></form><iframe src=a:5></iframe><embed "
            "src=a:6><object data=a:7></object><link href=a:8><script src=a:9>"
            "</script><body background=a:10><video poster=a:11><source src="
            "a:12></video><svg><use xlink:href=a:13></svg>"),
      "area[href] a:1\nimg[src] a:2\nform[action] a:3\nbutton[formaction] "
      "a:4\niframe[src] a:5\nembed[src] a:6\nobject[data] a:7\nlink[href] "
      "a:8\nscript[src] a:9\nbody[background] a:10\nvideo[poster] a:11\n"
      "source[src] a:12\nuse[xlink:href] a:13\n");
  EXPECT_EQ(links("<meta http-equiv=Refresh content=\"0; URL='a:1'\">"),
            "meta[content] a:1\n");
  EXPECT_EQ(links("<meta http-equiv=refresh content=5>"), "");
  EXPECT_EQ(links("<img srcset='a:1 1x, a:2 2x,a:3'>"),
            "img[srcset] a:1\nimg[srcset] a:2\nimg[srcset] a:3\n");
  EXPECT_EQ(links("<style>@import url('a:1');p{background:URL( a:2 )}</style>"),
            "style[] a:1\nstyle[] a:2\n");
  EXPECT_EQ(links("<p style=\"background:url('a:1')\">"), "p[style] a:1\n");
}

TEST(HtmlLinks, AreReadAsBrowsersReadTags) {
  EXPECT_EQ(links("<A/HREF=a:1/x>y</A>"), "a[href] a:1/x (y)\n");
  EXPECT_EQ(links("<a x='>' href = \"a:1\" href=a:2>y</a>"),
            "a[href] a:1 (y)\n");
  EXPECT_EQ(links("<a href='j&#97;v&Tab;ascript&colon;x'>"),
            "a[href] jav\tascript:x\n");
  EXPECT_EQ(links("<a href='?a=1&copy=2&amp;b'>"), "a[href] ?a=1&copy=2&b\n");
  EXPECT_EQ(links("<!-- <a href=a:1> --><a href=a:2>"), "a[href] a:2\n");
  EXPECT_EQ(links("<title><a href=a:1></title><a href=a:2>"), "a[href] a:2\n");
  EXPECT_EQ(links("<a href=a:1>x<a href=a:2>y</a>"),
            "a[href] a:1 (x)\na[href] a:2 (y)\n");
}

TEST(HtmlLinks, AreSeenInsideConditionalComments) {
  const std::string_view html =
      "<!--[if mso]><v:rect href='a:1'>x</v:rect><![endif]-->y";
  EXPECT_EQ(links(html), "v:rect[href] a:1\n");
  EXPECT_EQ(slice(html, parse(html).links.at(0).span), "a:1");
  EXPECT_EQ(visible(html), "y");
}

TEST(HtmlLinks, FollowTheBase) {
  EXPECT_EQ(links("<a href=b>x</a><base href='https://e.example/a/'>"
                  "<img src=/c>"),
            "a[href] https://e.example/a/b (x)\n"
            "img[src] https://e.example/c\n");
  EXPECT_EQ(parse("<base href=' https://e.example/ '>").base,
            "https://e.example/");
}

TEST(HtmlLinks, SayWhetherTheyAreSeen) {
  EXPECT_EQ(links("<p hidden><a href=a:1>x</a>"), "a[href] a:1 hidden\n");
  EXPECT_EQ(links("<a href=a:1><i style='color:#fff'>x</i></a>"),
            "a[href] a:1 hidden\n");
  EXPECT_EQ(links("<a href=a:1><img src=a:2></a>"),
            "a[href] a:1\nimg[src] a:2\n");
  EXPECT_EQ(links("<img src=a:1 width=1 height=1>"), "img[src] a:1 hidden\n");
  EXPECT_EQ(links("<a href=a:1><p style='text-indent:-999px;background:"
                  "url(a:2)'>x</p></a>"),
            "a[href] a:1\np[style] a:2\n");
}

TEST(HtmlLinks, SayWhereTheyStand) {
  const std::string_view html = "x<a id=y href=\"a:&amp;1\">z</a>";
  const Html page = parse(html);
  ASSERT_EQ(page.links.size(), 1u);
  EXPECT_EQ(slice(html, page.links[0].span), "a:&amp;1");
  EXPECT_EQ(page.links[0].target, "a:&1");
}

TEST(HtmlLinks, KeepToTheLimits) {
  Limits limits;
  limits.links = 2;
  limits.link_bytes = 4;
  const Html page =
      parse_html("<a href=a:1234567><a href=b><a href=c>", limits);
  ASSERT_EQ(page.links.size(), 2u);
  EXPECT_EQ(page.links[0].target, "a:12");
  EXPECT_TRUE(page.cut);
  EXPECT_FALSE(parse("<a href=b>").cut);
}

TEST(HtmlCounts, ScriptsFormsHandlers) {
  const Html page = parse(
      "<body onload=x><script>1</script><form><a onclick=y ONFOCUS=z></form>");
  EXPECT_EQ(page.scripts, 1u);
  EXPECT_EQ(page.forms, 1u);
  EXPECT_EQ(page.event_handlers, 3u);
}

TEST(HtmlCounts, LettersCutApart) {
  EXPECT_EQ(parse("<b>P</b><b>a</b><b>y</b><b>P</b>").split_letters, 4u);
  EXPECT_EQ(parse("<b>Pay</b> <i>now</i>").split_letters, 0u);
  EXPECT_EQ(parse("<tr><td>1<td>2<tr><td>3").split_letters, 2u);
  EXPECT_EQ(parse("&#80;&#97;&#121; x").referenced_letters, 3u);
  EXPECT_EQ(parse("a&amp;b&eacute;").referenced_letters, 0u);
}

std::string repeated(std::string_view piece, std::size_t times) {
  std::string out;
  out.reserve(piece.size() * times);
  for (std::size_t i = 0; i < times; ++i) out += piece;
  return out;
}

TEST(HtmlHostile, DeepNestingKeepsTheLink) {
  const std::string html = repeated("<div>", 100000) + "<a href=a:1>x</a>" +
                           repeated("</div>", 100000) + "y";
  EXPECT_EQ(links(html), "a[href] a:1 (x)\n");
  EXPECT_EQ(visible(html), "x\ny");
}

TEST(HtmlHostile, ManyAttributesKeepTheLink) {
  std::string html = "<a ";
  for (int i = 0; i < 100000; ++i) html += "x" + std::to_string(i) + "=1 ";
  EXPECT_EQ(links(html + repeated("src=a:2 ", 100000) + "href=a:1>x</a>"),
            "a[src] a:2\na[href] a:1 (x)\n");
}

TEST(HtmlHostile, IsLinearInUnclosedShapes) {
  for (const std::string_view piece : {"<",
                                       "<a",
                                       "<a ",
                                       "<a href=\"",
                                       "<a href='x'>",
                                       "<!--",
                                       "<!-- -",
                                       "</",
                                       "</a>",
                                       "<![CDATA[",
                                       "<title>",
                                       "<script>",
                                       "<p>",
                                       "<b><p>",
                                       "<div><td>",
                                       "<b></div>",
                                       "&",
                                       "&#",
                                       "&amp",
                                       "&aaaaaaaaaaaaaaaaaaaaaa",
                                       "<a style=\"",
                                       "<a style='a:url(",
                                       "<style>url(",
                                       "<li>",
                                       "<table><tr>",
                                       "<a style=x:y;>",
                                       "<!--[if",
                                       "<!--[if a]>",
                                       "<form><b>x</form>"}) {
    const std::string html = repeated(piece, 400000 / piece.size());
    parse(html);
  }
  EXPECT_EQ(visible(std::string(10'000'000, '<')).size(), 10'000'000u);
}

TEST(LooksLikeHtml, WantsAKnownTag) {
  EXPECT_TRUE(looks_like_html("<html>"));
  EXPECT_TRUE(looks_like_html("a <BR/> b"));
  EXPECT_TRUE(looks_like_html("x</p>"));
  EXPECT_TRUE(looks_like_html("<a href=x>"));
  EXPECT_FALSE(looks_like_html("a < b > c"));
  EXPECT_FALSE(looks_like_html("<https://a.example/>"));
  EXPECT_FALSE(looks_like_html("<a@example.com>"));
  EXPECT_FALSE(looks_like_html("<"));
}

}  // namespace
}  // namespace calspam
