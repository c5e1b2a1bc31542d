using System.Globalization;
using Ghc.Domain;
using Ghc.Domain.Accounts;
using Ghc.Domain.Colors;
using Ghc.Domain.Holders;
using Ghc.Functions.AccountStore;
using Ghc.Functions.Holders;
using Ghc.Functions.Texting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Ghc.Functions.Colors;

/// <summary>
/// Texts about changes of color: collects them in the account, and sends what came close together as one text, if the account wants texts
/// and may have another one today.
/// </summary>
public sealed partial class ColorTexts(
    AccountsTable accounts,
    HoldersTable holders,
    TextQueue texts,
    ColorNewsQueue queue,
    ColorTextWords words,
    IOptions<ColorTextOptions> options,
    TimeProvider clock,
    ILogger<ColorTexts> logger
)
{
    /// <summary>Repeating it for the same <paramref name="news"/> adds nothing.</summary>
    public async Task AddAsync(string holderId, HolderOwner owner, ColorNews news, CancellationToken cancellation)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"{holderId}|{news.ClaimedAt.ToUnixTimeMilliseconds()}|{news.Number}");
        var change = new ColorChange(holderId, id, news.Before!.Value, news.Known);
        var added = await ChangeAsync(
            owner.PhoneKey,
            account =>
                account.Data!.ColorTexts && account.Holders.ContainsKey(holderId)
                    ? account.Data with
                    {
                        ColorDigest = DigestOf(account).Add(change),
                    }
                    : null,
            cancellation
        );
        var isAdded = !added.Refused(out _, out _);
        if (isAdded)
        {
            await queue.GatherAsync(owner.PhoneKey, options.Value.Gathering, cancellation);
        }

        LogTold(holderId, news.Number, isAdded);
    }

    /// <summary>Sends what waits for one phone. Wherever this ends and begins again, the text is the same one.</summary>
    public async Task SendAsync(string phoneKey, CancellationToken cancellation)
    {
        if (
            (await ChangeAsync(phoneKey, Decide, cancellation)).Refused(out _, out var account)
            || DigestOf(account) is not { Leaving.Count: > 0 } digest
        )
        {
            return;
        }

        var data = account.Data!;
        var id = string.Create(
            CultureInfo.InvariantCulture,
            $"colors|{phoneKey}|{data.CreatedAt.ToUnixTimeMilliseconds()}|{digest.Number}"
        );
        var changes = digest.Leaving.Where(change => account.Holders.ContainsKey(change.HolderId)).ToList();
        if (changes.Count > 0)
        {
            await texts.TellAsync(id, account, await ComposeAsync(account, changes, cancellation), cancellation);
        }

        await ChangeAsync(
            phoneKey,
            found => DigestOf(found).Number == digest.Number ? found.Data! with { ColorDigest = DigestOf(found).Left() } : null,
            cancellation
        );
    }

    private AccountData Decide(Account account)
    {
        var digest = DigestOf(account);
        var today = account.Data!.ColorTextsToday ?? DayCount.None;
        var id = $"{digest.Number + 1}";
        var next = digest.Leave(isDayUsedUp: today.Add(id, options.Value.PerDay, clock.GetUtcNow()) is null);
        return next.Number == digest.Number
            ? account.Data with
            {
                ColorDigest = next,
            }
            : account.Data with
            {
                ColorDigest = next,
                ColorTextsToday = today.Add(id, int.MaxValue, clock.GetUtcNow()),
            };
    }

    /// <summary>The reason is that of now; if the color has changed once more, another text follows.</summary>
    private async Task<string> ComposeAsync(Account account, List<ColorChange> changes, CancellationToken cancellation)
    {
        var named = changes
            .Select(change => new NamedChange(FamilyNames.Of(change.HolderId, account.Holders), change.Before, change.Now))
            .ToList();
        if (named is not [var only])
        {
            return words.OfSeveral(named, account.Data!.Language);
        }

        var status = await holders.ReadStatusAsync(changes[0].HolderId, cancellation);
        return words.OfOne(only, status?.Schedule, clock.GetUtcNow(), account.Data!.Language);
    }

    /// <summary>The account as it is now; refused if there is none, or it is to be told nothing.</summary>
    private Task<Outcome<Account>> ChangeAsync(string phoneKey, Func<Account, AccountData?> change, CancellationToken cancellation) =>
        accounts.UpdateAsync<Account>(
            phoneKey,
            account =>
                account.Data is null || change(account) is not { } data ? new Refusal(RefusalCodes.HolderNotFound)
                : data == account.Data ? account
                : Decision.Write(new AccountChange { Data = data }, account with { Data = data }),
            cancellation
        );

    private static ColorDigest DigestOf(Account account) => account.Data!.ColorDigest ?? ColorDigest.Empty;

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "Color change told. Document: {DocumentKey}, number: {Number}, by text: {ByText}"
    )]
    private partial void LogTold(string documentKey, int number, bool byText);
}
