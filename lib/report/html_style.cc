// SPDX-License-Identifier: MIT
#include "report/html_style.hh"

namespace calspam {
namespace {

constexpr std::string_view kStyle = R"(
:root{color-scheme:light dark;--bg:#fbfaf7;--card:#fff;--ink:#1d232b;
--dim:#5d6773;--line:#dcdad3;--s:#b3261e;--p:#9a5b00;--u:#6b4fa0;--c:#1b6e3c;
--n:#5d6773;--mark:#fdf0cf;--bar:#b9c2cc}
@media(prefers-color-scheme:dark){:root{--bg:#14171b;--card:#1c2026;
--ink:#e6e8ea;--dim:#9aa4af;--line:#333a43;--s:#ff8a80;--p:#ffb95c;--u:#c3aef0;
--c:#7fd6a0;--n:#9aa4af;--mark:#3b3320;--bar:#4c5763}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:74rem;padding:1.5rem;display:flex;
flex-direction:column;background:var(--bg);color:var(--ink);
font:15px/1.5 system-ui,"DejaVu Sans",sans-serif;overflow-wrap:anywhere}
header{order:0}#o{order:1}nav{order:2}main{order:3}footer{order:4}
body>input{position:absolute;opacity:0;pointer-events:none}
h1{font-size:1.5rem;line-height:1.2;margin:0}
h2{font-size:1.05rem;margin:0 0 .5rem}
h3{font-size:.78rem;letter-spacing:.06em;text-transform:uppercase;
color:var(--dim);margin:1.1rem 0 .3rem}
p{margin:.3rem 0}small,footer,dt,.d{color:var(--dim)}small{font-size:.86em}
code,.m,q{font-family:ui-monospace,"DejaVu Sans Mono",monospace;font-size:.86em}
table{border-collapse:collapse;width:100%}
td,th{text-align:left;vertical-align:top;padding:.22rem .7rem .22rem 0;
border-top:1px solid var(--line);font-weight:400}
tr:first-child>*{border-top:0}th{color:var(--dim);font-size:.86em}
td.r,th.r{text-align:right;white-space:nowrap;width:1%;
font-variant-numeric:tabular-nums}
td.w{white-space:pre-wrap}
q{display:block;quotes:none;background:var(--mark);padding:.1rem .4rem;
border-radius:3px;margin-top:.15rem}
a{color:inherit}
.g{columns:2 26rem;column-gap:1rem;margin:1rem 0 0}
.g .k{break-inside:avoid;margin-bottom:1rem}
.k{background:var(--card);border:1px solid var(--line);border-radius:8px;
padding:.9rem 1.1rem;min-width:0}
.z{display:grid;grid-template-columns:repeat(auto-fit,minmax(7rem,1fr));
gap:.8rem;margin:1.2rem 0 0}
.z div{background:var(--card);border:1px solid var(--line);border-radius:8px;
border-left:5px solid var(--l,var(--n));padding:.4rem .8rem}
.z b{display:block;font-size:1.7rem;line-height:1.2;
font-variant-numeric:tabular-nums}
.s{--l:var(--s)}.p{--l:var(--p)}.u{--l:var(--u)}.c{--l:var(--c)}
.n{--l:var(--n)}
nav{margin:1rem 0 .6rem;display:flex;flex-wrap:wrap;gap:.5rem;
align-items:center}
label{border:1px solid var(--line);border-radius:1rem;padding:.1rem .8rem;
cursor:pointer;opacity:.5;text-decoration:line-through;background:var(--card)}
label::before{content:"";display:inline-block;width:.6rem;height:.6rem;
border-radius:50%;background:var(--l);margin-right:.45rem}
#fs:checked~nav .s,#fp:checked~nav .p,#fu:checked~nav .u,#fc:checked~nav .c,
#fn:checked~nav .n{opacity:1;text-decoration:none}
#fs:focus-visible~nav .s,#fp:focus-visible~nav .p,#fu:focus-visible~nav .u,
#fc:focus-visible~nav .c,#fn:focus-visible~nav .n{outline:2px solid}
#fs:not(:checked)~main>.s,#fp:not(:checked)~main>.p,
#fu:not(:checked)~main>.u,#fc:not(:checked)~main>.c,
#fn:not(:checked)~main>.n{display:none}
details{background:var(--card);border:1px solid var(--line);
border-left:5px solid var(--l);border-radius:6px;margin:.35rem 0}
summary{padding:.45rem .8rem;cursor:pointer;display:grid;
grid-template-columns:7.6rem 3rem 1fr minmax(0,16rem);gap:.7rem;
align-items:baseline;list-style:none}
summary::-webkit-details-marker{display:none}
summary b{color:var(--l)}summary b::before{content:"\25B8\A0"}
details[open] summary b::before{content:"\25BE\A0"}
summary i{font-style:normal;text-align:right;
font-variant-numeric:tabular-nums}
summary small{text-align:right;overflow:hidden;text-overflow:ellipsis;
white-space:nowrap}
details>div{padding:.2rem 1.1rem 1rem;border-top:1px solid var(--line);
scroll-margin:4rem}
details>div:target{box-shadow:inset 0 0 0 2px var(--l);border-radius:4px}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.1rem 1rem;
margin:.6rem 0}dd{margin:0}
svg{display:block;width:100%;height:auto;max-width:60rem}
svg text{fill:var(--dim);font:11px system-ui,"DejaVu Sans",sans-serif}
.a{stroke:var(--line);fill:none}.e{stroke:var(--l,var(--s));stroke-width:2.5;
fill:none}.y{fill:var(--dim)}.j{fill:var(--s)}.h{fill:var(--bar)}
.x{color:var(--p)}section>.k{margin-top:1rem}
@media(max-width:46rem){body{padding:.8rem}.g{columns:1}summary{grid-template-columns:
7.6rem 3rem 1fr}summary span,summary small{grid-column:1/-1;text-align:left}
td{padding-right:.4rem}}
@media print{:root{color-scheme:light;--bg:#fff;--card:#fff;--ink:#000;
--dim:#444;--line:#bbb;--s:#a01810;--p:#804a00;--u:#573f85;--c:#155a30;
--n:#444;--mark:#f4f0e4;--bar:#aaa}body{max-width:none;padding:0;
font-size:9.5pt}nav{display:none}tr,svg,.k{break-inside:avoid}
summary{break-after:avoid}details::details-content{content-visibility:visible;
block-size:auto}}
)";

}  // namespace

std::string_view html_style() {
  return kStyle;
}

}  // namespace calspam
