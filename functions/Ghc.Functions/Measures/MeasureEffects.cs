using Ghc.Domain;
using Ghc.Domain.Colors;
using Ghc.Domain.Documents;
using Ghc.Domain.Holders;
using Ghc.Domain.Measures;
using Ghc.Functions.AccountStore;
using Ghc.Functions.Holders;
using Ghc.Functions.Texting;
using Ghc.Platform.Http;
using Ghc.Platform.Json;
using Ghc.Platform.Localization;
using Microsoft.Extensions.Options;

namespace Ghc.Functions.Measures;

/// <summary>What a measure that counts does to one holder: a fact, a new color, and a text to whoever shows the code. All of it may be repeated.</summary>
public sealed class MeasureEffects(HoldersTable holders, AccountsTable accounts, RecomputeQueue recompute, TextQueue texts, IOptions<SiteOptions> site)
{
    /// <summary>Records that the measure was put on, or that it was lifted if it has <see cref="Measure.LiftedAt"/>. Whether somebody was told.</summary>
    public async Task<bool> RecordAsync(string holderId, Document document, Measure measure, LegalReason reason, CancellationToken cancellation)
    {
        await holders.AddAsync(holderId, new ReportedFact(document, measure), cancellation);
        await recompute.SendAsync(holderId, measure.LiftedAt is null ? "measure" : "measure-lifted", cancellation);
        return await TellAsync(holderId, measure, reason, cancellation);
    }

    /// <summary>Nobody is told of a document that nobody applied with; they are told by their code when they do. A renewed permit's holder stands under the new one.</summary>
    private async Task<bool> TellAsync(string holderId, Measure measure, LegalReason reason, CancellationToken cancellation)
    {
        if (await holders.FindStatusAsync(holderId, cancellation) is not { Status: { Owner: { } owner, Name: { } name } }
            || (await accounts.LoadAsync(owner.PhoneKey, cancellation)).Data is not { } account)
        {
            return false;
        }

        var language = Languages.OfTag(account.Language);
        var what = Texts.Get($"reason.{ReasonCodes.Of(measure.Kind)}", language);
        var text = measure.LiftedAt is null
            ? Texts.Get("sms.measure-on", language, name.Masked, what, Texts.Get($"legal.{Words.Of(reason)}", language), ChinaTime.TextOf(measure.Until!.Value), site.Value.Url)
            : Texts.Get("sms.measure-lifted", language, name.Masked, what, site.Value.Url);
        var act = measure.LiftedAt is null ? "on" : "lifted";
        await texts.SendAsync($"measure|{measure.Id}|{holderId}|{act}", account.Phone, text, cancellation);
        return true;
    }
}
