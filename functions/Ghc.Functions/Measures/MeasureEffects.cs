using System.Globalization;
using Ghc.Domain;
using Ghc.Domain.Colors;
using Ghc.Domain.Documents;
using Ghc.Domain.Holders;
using Ghc.Domain.Measures;
using Ghc.Functions.AccountStore;
using Ghc.Functions.Colors;
using Ghc.Functions.Holders;
using Ghc.Functions.Rules;
using Ghc.Functions.Texting;
using Ghc.Platform.Http;
using Ghc.Platform.Json;
using Ghc.Platform.Localization;
using Microsoft.Extensions.Options;

namespace Ghc.Functions.Measures;

/// <summary>
/// What a measure that counts does to one holder: a fact, a new color, and a text to the account that shows the code. All of it may be
/// repeated.
/// </summary>
public sealed class MeasureEffects(
    HoldersTable holders,
    AccountsTable accounts,
    CurrentPolicy policies,
    RecomputeQueue recompute,
    ColorNewsQueue news,
    TextQueue texts,
    IOptions<SiteOptions> site,
    TimeProvider clock
)
{
    /// <summary>
    /// Records that the measure was put on, or that it was lifted if it has <see cref="Measure.LiftedAt"/>. Whether somebody was told.
    /// </summary>
    public async Task<bool> RecordAsync(
        string holderId,
        Document document,
        Measure measure,
        LegalReason reason,
        CancellationToken cancellation
    )
    {
        await holders.AddAsync(holderId, new ReportedFact(document, measure), cancellation);
        await recompute.SendAsync(holderId, measure.LiftedAt is null ? "measure" : "measure-lifted", cancellation);
        return await TellAsync(holderId, measure, reason, cancellation);
    }

    /// <summary>
    /// Nobody is told of a document that nobody applied with; they are told by their code when they do. A renewed permit's holder stands
    /// under the new one. The text names the color that the measure brings, so no second text follows about that.
    /// </summary>
    private async Task<bool> TellAsync(string holderId, Measure measure, LegalReason reason, CancellationToken cancellation)
    {
        if (
            await holders.FindStatusAsync(holderId, cancellation) is not { Status: { Owner: { } owner, Name: { } name } status } found
            || await accounts.LoadAsync(owner.PhoneKey, cancellation) is not { Data: { } data } account
        )
        {
            return false;
        }

        var language = Languages.OfTag(data.Language);
        var (before, now) = (owner.NewsBy(status.Schedule).Known, await ColorWithAsync(found.Key, measure, cancellation));
        var what = before == now ? WhatOf(measure, language) : $"{WhatOf(measure, language)} {ChangeOf(before, now, language)}";
        var text = measure.LiftedAt is null
            ? Texts.Get(
                "sms.measure-on",
                language,
                name.Masked,
                what,
                Texts.Get($"legal.{Words.Of(reason)}", language),
                ChinaTime.TextOf(measure.Until!.Value),
                site.Value.Url
            )
            : Texts.Get("sms.measure-lifted", language, name.Masked, what, site.Value.Url);
        // What is told before the start and after it are two texts: carrying out again may come late.
        var act =
            measure.LiftedAt is not null ? "lifted"
            : measure.From > clock.GetUtcNow() ? "planned"
            : "on";
        await texts.TellAsync($"measure|{measure.Id}|{holderId}|{act}", account, text, cancellation);
        if (before != now)
        {
            await news.SeenAsync(found.Key, now, cancellation);
        }

        return true;
    }

    /// <summary>The color as soon as the measure is counted, which may not be so yet.</summary>
    private async Task<Color> ColorWithAsync(string key, Measure measure, CancellationToken cancellation)
    {
        var policy = (await policies.CurrentAsync(cancellation)).Policy;
        return policy.Assess([.. (await holders.LoadAsync(key, cancellation)).Facts, measure], clock.GetUtcNow()).Color;
    }

    /// <summary>"You are in quarantine" is said only while it is true; what begins later, or is over, is called by its name.</summary>
    private string WhatOf(Measure measure, CultureInfo language)
    {
        var name = Texts.Get($"measure.{ReasonCodes.NameOf(measure.Kind)}", language);
        return measure.LiftedAt is not null ? name
            : measure.From > clock.GetUtcNow() ? Texts.Get("measure.planned", language, ChinaTime.TextOf(measure.From), name)
            : Texts.Get($"reason.{ReasonCodes.Of(measure.Kind)}", language);
    }

    private static string ChangeOf(Color before, Color now, CultureInfo language) =>
        Texts.Get(
            "measure.color",
            language,
            Texts.Get($"color.{Words.Of(before)}", language),
            Texts.Get($"color.{Words.Of(now)}", language)
        );
}
