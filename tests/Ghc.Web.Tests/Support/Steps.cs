using System.Text.Json.Nodes;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Ghc.Functions.Tests.Support;
using Microsoft.Playwright;

namespace Ghc.Web.Tests.Support;

/// <summary>What a traveler does on the pages, by the names of fields, so that it works in every language.</summary>
public static class Steps
{
    /// <summary>Of a page that can be scrolled sideways, its width and the elements that reach over the edge.</summary>
    private const string WhatSticksOut = """
        () => {
          const { clientWidth: room, scrollWidth: width } = document.documentElement;
          if (width <= room) return [];
          const over = [...document.body.querySelectorAll('*')].filter((element) => {
            const { left, right } = element.getBoundingClientRect();
            return right > room + .5 || left < -.5;
          });
          return [`${width} of ${room}`, ...over.map((element) => element.outerHTML.slice(0, 120))];
        }
        """;

    private static readonly JsonNode Contract = JsonNode.Parse(
        File.ReadAllText(Path.Combine(Azurite.RepositoryRoot, "docs", "openapi.json"))
    )!;

    public static async Task FillDocumentAsync(this IPage page, Traveler traveler, string? country = null)
    {
        await page.SelectOptionAsync("[name=idType]", traveler.IdType);
        await page.FillAsync("[name=idNumber]", traveler.IdNumber);
        if (traveler.Issuance is { } issuance)
        {
            await page.FillAsync("[name=issuanceNumber]", issuance);
        }

        await page.FillAsync("[name=fullName]", traveler.Name);
        if (traveler.IdType != "taiwan-permit")
        {
            await page.FillAsync("[name=countryOrRegion]", country ?? traveler.Country);
        }

        await page.SelectOptionAsync("[name=latestCrossingYear]", $"{traveler.LatestCrossingYear}");
    }

    public static async Task FillPhoneAsync(this IPage page, Traveler traveler, string field = "phone")
    {
        await page.SelectOptionAsync($"[name='{field}.areaCode']", traveler.AreaCode);
        await page.FillAsync($"[name='{field}.number']", traveler.Number);
    }

    /// <summary>Presses "send code" and types what the text message says.</summary>
    public static async Task FillSmsCodeAsync(this IPage page, Site site, Traveler traveler, string field = "smsCode")
    {
        var before = await site.SmsCodesAsync(traveler);
        await page.Locator($".field:has([name={field}]) button").ClickAsync();
        await page.FillAsync($"[name={field}]", await site.SmsCodeAsync(traveler, before));
    }

    /// <summary>Sends the form; one that shows the answers once more is sent from there.</summary>
    public static async Task SubmitAsync(this IPage page)
    {
        await page.ClickAsync("form button.primary");
        if (await page.Locator("form .review").CountAsync() > 0)
        {
            await page.ClickAsync("form button.primary");
        }
    }

    /// <summary>Sends a form that asks before it is sent.</summary>
    public static async Task SubmitAndConfirmAsync(this IPage page)
    {
        await page.SubmitAsync();
        await page.ClickAsync("dialog[open] button.primary");
    }

    /// <summary>Applies and waits for the code.</summary>
    public static async Task ApplyAsync(this IPage page, Site site, Traveler traveler)
    {
        await page.GotoAsync("/apply");
        await page.FillDocumentAsync(traveler);
        await page.FillPhoneAsync(traveler);
        await page.FillSmsCodeAsync(site, traveler);
        await page.SubmitAsync();
        await page.StripAsync();
    }

    /// <summary>Waits until the whole strip is on the phone; the first minutes come before the rest.</summary>
    public static async Task StripAsync(this IPage page)
    {
        await page.Locator("svg.qr").WaitForAsync();
        await page.Locator("[data-link=idle]").WaitForAsync();
    }

    /// <summary>On this phone, by the account's page.</summary>
    public static async Task LogOutAsync(this IPage page)
    {
        await page.GotoAsync("/account");
        await page.ClickAsync("section.leave > button");
        await page.WaitForURLAsync("**/");
    }

    /// <summary>Waits until the service worker keeps all pages.</summary>
    public static Task KeptOnPhoneAsync(this IPage page) =>
        page.WaitForFunctionAsync(
            """
            async () => {
              await navigator.serviceWorker.ready;
              const loaded = performance.getEntriesByType('resource').map((entry) => new URL(entry.name).pathname).filter((path) => path.startsWith('/assets/'));
              return (await Promise.all(loaded.map((path) => caches.match(path)))).every(Boolean);
            }
            """
        );

    /// <summary>Answers a call with the contract's own example: for pages whose data take days to come about.</summary>
    public static Task ExampleAsync(this IPage page, string path, string status = "200")
    {
        var answer = Contract["paths"]![path]!["get"]!["responses"]![status]!["content"]!["application/json"]!["example"]!;
        return page.RouteAsync(
            $"**{path}*",
            route =>
                route.FulfillAsync(
                    new()
                    {
                        Status = 200,
                        ContentType = "application/json",
                        Body = answer.ToJsonString(),
                    }
                )
        );
    }

    /// <summary>Accessible, touchable, and nothing sticks out.</summary>
    public static async Task AssertWellMadeAsync(this IPage page, string state)
    {
        await page.AssertAccessibleAsync(state);
        await page.AssertTouchableAsync(state);
        await page.AssertFitsAsync(state);
    }

    /// <summary>The page fits 320 pixels, which is 200 % zoom and more, and is wide enough for text of twice the size.</summary>
    public static async Task AssertFitsAsync(this IPage page, string state)
    {
        await page.SetViewportSizeAsync(320, 640);
        var narrow = await page.EvaluateAsync<string[]>($"() => ({WhatSticksOut})()");
        await page.SetViewportSizeAsync(390, 844);
        Assert.True(narrow.Length == 0, $"{state} is wider than a screen of 320 pixels:\n{string.Join('\n', narrow)}");
        var larger = await page.EvaluateAsync<string[]>(
            $"() => {{ const root = document.documentElement; root.style.fontSize = '200%'; const out = ({WhatSticksOut})(); root.style.fontSize = ''; return out; }}"
        );
        Assert.True(
            larger.Length == 0,
            $"{state} is wider than a screen of 390 pixels when text is twice as large:\n{string.Join('\n', larger)}"
        );
    }

    /// <summary>
    /// Every control is large enough for a finger. Links within a sentence are as high as its lines (WCAG 2.5.8 allows it).
    /// </summary>
    public static async Task AssertTouchableAsync(this IPage page, string state)
    {
        var small = await page.EvaluateAsync<string[]>(
            """
            () => [...document.querySelectorAll('button, input:not(label input), label:has(input), select, summary, a:not(p:not(.more) a):not(.skip)')]
              .filter((control) => control.getClientRects().length > 0 && control.getBoundingClientRect().height < 44)
              .map((control) => control.outerHTML)
            """
        );
        Assert.True(small.Length == 0, $"{state}: {string.Join('\n', small)}");
    }

    /// <summary>The accessibility engine finds nothing.</summary>
    public static async Task AssertAccessibleAsync(this IPage page, string state)
    {
        var result = await page.RunAxe(new AxeRunOptions { ResultTypes = [ResultType.Violations] });
        Assert.True(
            result.Violations.Length == 0,
            $"{state}: "
                + string.Join(
                    '\n',
                    result.Violations.Select(violation =>
                        $"{violation.Id}: {violation.Help}\n  {string.Join("\n  ", violation.Nodes.Select(node => node.Html))}"
                    )
                )
        );
    }
}
