using Ghc.Domain;
using Ghc.Platform.Encryption;
using Ghc.Platform.Http;
using Ghc.Platform.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Ghc.Functions.Credentials;

/// <summary>
/// How much one address may guess, whatever phones it names, over all instances of the app: passwords, since each costs a hash and the
/// phones' own locks do not stop an attacker who takes a new phone each time; and identities. What is right costs nothing: a hall full of
/// people may sign in at once. Signing in by text alone costs no hash and is never refused here.
/// </summary>
public sealed class SignInBudget(
    SharedBudgets budgets,
    IOptions<SignInBudgetOptions> options,
    IOptions<SiteOptions> site,
    Pseudonyms pseudonyms
)
{
    private readonly Budget passwords = new("passwords", options.Value.WrongPasswords, options.Value.Window);
    private readonly Budget identities = new("identities", options.Value.RefusedIdentitiesPerHour, TimeSpan.FromHours(1));

    /// <summary>Whether the address may try another password; none is counted yet.</summary>
    public Outcome<bool> CheckPassword(HttpRequest request) => budgets.Check(passwords, AddressOf(request));

    public Task<Outcome<bool>> CountWrongPasswordAsync(HttpRequest request, CancellationToken cancellation) =>
        budgets.TakeAsync(passwords, AddressOf(request), cancellation);

    /// <summary>Whether the address may name another identity; none is counted yet.</summary>
    public Outcome<bool> CheckIdentity(HttpRequest request) => budgets.Check(identities, AddressOf(request));

    public Task<Outcome<bool>> CountRefusedIdentityAsync(HttpRequest request, CancellationToken cancellation) =>
        budgets.TakeAsync(identities, AddressOf(request), cancellation);

    private string AddressOf(HttpRequest request) => pseudonyms.AddressKey(ClientAddress.Of(request, site.Value.ClientAddressHeader));
}
