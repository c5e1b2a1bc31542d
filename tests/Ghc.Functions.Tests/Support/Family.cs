using Ghc.Domain.Accounts;
using Ghc.Domain.Documents;
using Ghc.Functions.Security;
using Ghc.Functions.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Ghc.Functions.Tests.Support;

/// <summary>Puts a companion into an account as storage has it, for tests that are not about adding one.</summary>
public static class Family
{
    public static async Task<string> AddAsync(GhcApp app, Traveler owner, Traveler companion, int daysAgo = 2)
    {
        var cancellation = TestContext.Current.CancellationToken;
        await app.SendAsync("border-crossings", companion.Crossing(app.Clock.GetUtcNow().AddDays(-daysAgo)));
        await app.DrainAsync("border-crossings", "recompute-colors");
        Assert.False(PhoneNumber.ParseE164(owner.E164).Refused(out _, out var phone));
        Assert.False(Document.Parse(companion.IdType, companion.IdNumber, companion.Issuance).Refused(out _, out var document));
        Assert.False(PersonName.Parse(companion.Name).Refused(out _, out var name));
        var pseudonyms = app.Services.GetRequiredService<Pseudonyms>();
        var (phoneKey, key) = (pseudonyms.PhoneKey(phone!), pseudonyms.DocumentKey(document!));

        var holders = app.Services.GetRequiredService<HoldersTable>();
        var holder = await holders.LoadAsync(key, cancellation);
        var status = holder.Status! with { Name = name, Owner = new HolderOwner(phoneKey, IsCompanion: true, app.Clock.GetUtcNow()) };
        Assert.True(await holders.TryWriteStatusAsync(key, status, holder.ReadAs, cancellation));

        var accounts = app.Services.GetRequiredService<AccountsTable>();
        var added = new Dictionary<string, AccountHolder> { [key] = new(document!, name!, "parent", app.Clock.GetUtcNow()) };
        Assert.True(await accounts.TryCommitAsync(await accounts.LoadAsync(phoneKey, cancellation), new AccountChange { AddHolders = added }, cancellation));
        return key;
    }
}
