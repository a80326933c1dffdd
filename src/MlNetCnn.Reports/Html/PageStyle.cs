using System.Security.Cryptography;
using System.Text;

namespace MlNetCnn.Reports.Html;

/// <summary>The style sheet of a page, and the policy that lets a browser use it and nothing else.</summary>
internal static class PageStyle
{
    /// <summary>
    /// The sheet. Figures are drawn in fixed colours for paper; on a dark screen those of paper, ink and lines are exchanged by their values.
    /// </summary>
    public static readonly string Sheet = """
        :root { color-scheme: light dark; --paper: #fff; --page: #f4f5f7; --ink: #1f2328; --pale: #5b6470; --line: #d9dde3; --good: #e2f3ea; --bad: #fbe8de; }
        @media screen and (prefers-color-scheme: dark) {
          :root { --paper: #1d2025; --page: #14161a; --ink: #e4e7eb; --pale: #9aa4b0; --line: #363b43; --good: #173a2b; --bad: #46271a; }
          svg > rect[fill="#ffffff"]:first-of-type { fill: #1d2025; }
          svg > text[fill="#222222"] { fill: #e4e7eb; }
          svg > text[fill="#555555"] { fill: #9aa4b0; }
          svg > [stroke="#e2e2e2"] { stroke: #363b43; }
          svg > rect[fill="#e2e2e2"] { fill: #363b43; }
          svg > [stroke="#555555"] { stroke: #8b95a1; }
          svg > [stroke="#0072b2"] { stroke: #4aa8e0; }
          svg > circle[fill="#0072b2"] { fill: #4aa8e0; }
          svg > [stroke="#d55e00"] { stroke: #f28b3c; }
          svg > circle[fill="#d55e00"] { fill: #f28b3c; }
          svg > [stroke="#000000"] { stroke: #ffffff; }
          svg > circle[fill="#000000"] { fill: #ffffff; }
        }
        * { box-sizing: border-box; }
        body { margin: 0 auto; padding: 24px 20px 48px; max-width: 1240px; background: var(--page); color: var(--ink); font: 15px/1.5 system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
        h1 { margin: 0 0 4px; font-size: 26px; line-height: 1.25; overflow-wrap: anywhere; }
        .subtitle { margin: 0 0 20px; color: var(--pale); overflow-wrap: anywhere; }
        section { margin: 16px 0; padding: 16px 20px 20px; background: var(--paper); border: 1px solid var(--line); border-radius: 8px; }
        h2 { margin: 0 0 12px; font-size: 18px; overflow-wrap: anywhere; }
        h3 { margin: 20px 0 8px; font-size: 15px; }
        p { margin: 0 0 10px; overflow-wrap: anywhere; }
        .scroll, figure { overflow-x: auto; }
        table { border-collapse: collapse; }
        th, td { padding: 5px 12px; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
        th:first-child { padding-left: 4px; }
        .summary th { color: var(--pale); font-weight: normal; white-space: nowrap; }
        .summary td { overflow-wrap: anywhere; }
        .numbers td, .numbers thead th { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
        .numbers thead th { color: var(--pale); font-weight: 600; }
        .numbers thead th:first-child, .numbers .text { text-align: left; white-space: normal; }
        .numbers tbody th { font-weight: normal; }
        .numbers th[scope="row"], .numbers .text { min-width: 9em; max-width: 26em; overflow-wrap: anywhere; }
        .numbers tfoot th { font-weight: 600; }
        .numbers tfoot tr:first-child > * { border-top: 2px solid var(--line); }
        .best > * { background: var(--good); }
        .worst > * { background: var(--bad); }
        em { margin-left: 6px; color: var(--pale); font-size: 12px; font-style: normal; text-transform: uppercase; letter-spacing: .04em; }
        .figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 470px), 1fr)); gap: 16px; }
        figure { margin: 0; text-align: center; }
        figure.large { grid-column: 1 / -1; max-height: 92vh; overflow: auto; }
        figure.plate { grid-column: 1 / -1; }
        figure svg { max-width: 100%; height: auto; }
        figure.chart svg { width: 100%; max-width: 600px; }
        figure.matrix svg, figure.plate svg { min-width: 560px; }
        figure.large svg { max-width: none; }
        .errors { display: grid; grid-template-columns: repeat(auto-fill, minmax(150px, 1fr)); gap: 18px 14px; margin: 0; padding: 0; list-style: none; }
        .errors img, .none { display: block; width: 100%; height: 150px; margin-bottom: 6px; object-fit: contain; background: var(--page); border-radius: 4px; }
        .errors .tiny { image-rendering: pixelated; }
        .none { display: flex; align-items: center; justify-content: center; color: var(--pale); }
        .errors p { margin: 0; line-height: 1.35; }
        .taken span { color: var(--pale); }
        .errors .path { margin-top: 3px; color: var(--pale); font-size: 12px; }
        pre { margin: 0; overflow-x: auto; font: 13px/1.4 ui-monospace, "Cascadia Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; }
        @media (max-width: 600px) { body { padding: 14px 8px 32px; } section { padding: 12px; } h1 { font-size: 21px; } th, td { padding: 5px 7px; } .summary th { white-space: normal; } }
        @media print {
          body { max-width: none; padding: 0; background: none; font-size: 11pt; }
          section { border: 0; padding: 0; margin: 0 0 18pt; }
          h2, h3 { break-after: avoid; }
          figure, tr, .errors li { break-inside: avoid; }
          .figures { grid-template-columns: 1fr 1fr; }
          figure, figure.large, .scroll { overflow: visible; max-height: none; }
          figure svg, figure.matrix svg, figure.plate svg, figure.large svg { min-width: 0; max-width: 100%; }
          pre { white-space: pre-wrap; }
          .best > *, .worst > *, rect, .errors img { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
        }
        """.ReplaceLineEndings("\n");

    /// <summary>Nothing is loaded and nothing runs: this one style sheet, and pictures that stand in the page itself.</summary>
    public static readonly string Policy =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Sheet)))}'; img-src data:; base-uri 'none'; form-action 'none'";
}
