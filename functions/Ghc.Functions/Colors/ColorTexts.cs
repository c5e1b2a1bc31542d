using System.Globalization;
using Ghc.Domain;
using Ghc.Domain.Accounts;
using Ghc.Domain.Colors;
using Ghc.Functions.AccountStore;
using Ghc.Functions.Holders;
using Ghc.Functions.Texting;
using Ghc.Functions.Texting.Provider;
using Ghc.Platform.Http;
using Ghc.Platform.Json;
using Ghc.Platform.Localization;
using Ghc.Platform.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Ghc.Functions.Colors;

/// <summary>The text about one change of color: whether the account wants it and may have it today, and its words.</summary>
public sealed partial class ColorTexts(
    AccountsTable accounts, TextQueue texts, IOptions<ColorTextOptions> options, IOptions<SiteOptions> site, TimeProvider clock, ILogger<ColorTexts> logger)
{
    public const int MaxSegments = 3;

    /// <summary>Repeating it for the same <paramref name="news"/> neither counts nor sends twice.</summary>
    public async Task SendAsync(string documentKey, HolderStatus status, ColorNews news, Assessment assessment, CancellationToken cancellation)
    {
        var owner = status.Owner!;
        var id = string.Create(CultureInfo.InvariantCulture, $"color|{documentKey}|{news.ClaimedAt.ToUnixTimeMilliseconds()}|{news.Number}");
        var counted = await Contention.RetryAsync(() => CountAsync(owner.PhoneKey, documentKey, id, cancellation), cancellation);
        if (counted.Account?.Data is { } data)
        {
            var text = Compose(status, news, assessment, Languages.OfTag(data.Language));
            await texts.SendAsync(id, data.Phone, text, cancellation);
        }

        LogTold(documentKey, news.Number, counted.Account is not null);
    }

    /// <summary>The account, if it is to be told; null if somebody else changed it at the same time.</summary>
    private async Task<Counted?> CountAsync(string phoneKey, string documentKey, string id, CancellationToken cancellation)
    {
        var account = await accounts.LoadAsync(phoneKey, cancellation);
        if (account.Data is not { ColorTexts: true } data || !account.Holders.ContainsKey(documentKey))
        {
            return new Counted(null);
        }

        if (data.ColorTextsToday?.Has(id) == true)
        {
            return new Counted(account);
        }

        if ((data.ColorTextsToday ?? DayCount.None).Add(id, options.Value.PerDay, clock.GetUtcNow()) is not { } today)
        {
            return new Counted(null);
        }

        var change = new AccountChange { Data = data with { ColorTextsToday = today } };
        return await accounts.TryCommitAsync(account, change, cancellation) ? new Counted(account) : null;
    }

    /// <summary>Reason and advice are those of now; if the color has changed once more, another text follows.</summary>
    private string Compose(HolderStatus status, ColorNews news, Assessment assessment, CultureInfo language) => Compose(
        status.Name!.Masked,
        (news.Before!.Value, news.Known),
        assessment.Color == news.Known ? ReasonView.Of(assessment, language).FirstOrDefault() : null,
        site.Value.Url,
        language);

    /// <summary>Alphabets other than the network's own make long texts, and any part may come late: advice that does not fit is left to the page that the text names.</summary>
    public static string Compose(string name, (Color Before, Color Now) colors, ReasonView? reason, string site, CultureInfo language)
    {
        var look = Texts.Get($"sms.color.{Words.Of(colors.Now)}", language);
        if (reason is null)
        {
            return Say(look);
        }

        var (why, until) = (reason.Text, Until(reason.Until, language));
        var whole = Say(Join(why, until, reason.Guidance));
        return SmsSegments.Of(whole) <= MaxSegments ? whole : Say(Join(why, until, look));

        string Say(string words) => Texts.Get("sms.color", language, name, Color(colors.Before, language), Color(colors.Now, language), words, site);
    }

    private static string Color(Color color, CultureInfo language) => Texts.Get($"color.{Words.Of(color)}", language);

    private static string Until(DateTimeOffset? until, CultureInfo language) =>
        until is { } end ? Texts.Get("sms.color.until", language, ChinaTime.DayOf(end).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)) : "";

    private static string Join(params string[] parts) => string.Join(' ', parts.Where(part => part.Length > 0));

    [LoggerMessage(Level = LogLevel.Information, Message = "Color change told. Document: {DocumentKey}, number: {Number}, by text: {ByText}")]
    private partial void LogTold(string documentKey, int number, bool byText);

    private sealed record Counted(Account? Account);
}
