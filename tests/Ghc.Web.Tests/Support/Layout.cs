using Microsoft.Playwright;

namespace Ghc.Web.Tests.Support;

/// <summary>Measures what a page looks like: what is broken, cut off or outside of the screen.</summary>
public static class Layout
{
    /// <summary>Phones from the smallest to the usual ones, with the bars of the browser taken off, upright and sideways.</summary>
    public static readonly IReadOnlyList<(int Width, int Height)> Screens =
    [
        (320, 568),
        (360, 584),
        (390, 844),
        (568, 320),
        (640, 304),
        (844, 390),
    ];

    public static readonly IReadOnlyList<int> TextSizes = [100, 130, 150, 200];

    /// <summary>
    /// Words that run over two lines. Chinese and Japanese may break between any two characters; a hyphen is a fair end of a line.
    /// </summary>
    private const string BrokenWordsScript = """
        () => {
          const broken = [];
          const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          const range = document.createRange();
          while (walker.nextNode()) {
            const node = walker.currentNode;
            if (!node.parentElement.checkVisibility() || node.parentElement.closest('.unseen, .skip, select, datalist, noscript, code')) continue;
            for (const { 0: word, index } of node.data.matchAll(/[\p{L}\p{M}\p{N}]{2,}/gu)) {
              if (/[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}]/u.test(word)) continue;
              range.setStart(node, index);
              range.setEnd(node, index + word.length);
              const tops = new Set([...range.getClientRects()].filter(({ width }) => width > 0).map(({ top }) => Math.round(top)));
              if (tops.size > 1) broken.push(word);
            }
          }
          return broken;
        }
        """;

    private const string OutsideScript = """
        (selectors) => selectors.filter((selector) => {
          const box = document.querySelector(selector)?.getBoundingClientRect();
          return !box || box.width === 0 || box.left < -.5 || box.top < -.5 || box.right > innerWidth + .5 || box.bottom > innerHeight + .5;
        })
        """;

    public static Task<string[]> BrokenWordsAsync(this IPage page) => page.EvaluateAsync<string[]>(BrokenWordsScript);

    /// <summary>Those that are not wholly on the screen as it was opened, without scrolling.</summary>
    public static Task<string[]> OutsideOfScreenAsync(this IPage page, params string[] selectors) =>
        page.EvaluateAsync<string[]>(OutsideScript, selectors);

    /// <summary>As a person sets it in the browser: in percent.</summary>
    public static Task SetTextSizeAsync(this IPage page, int percent) =>
        page.EvaluateAsync("percent => { document.documentElement.style.fontSize = `${percent}%`; }", percent);

    public static Task<bool> ScrollsSidewaysAsync(this IPage page) =>
        page.EvaluateAsync<bool>("document.documentElement.scrollWidth > innerWidth + 1");
}
