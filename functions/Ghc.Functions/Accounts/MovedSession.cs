using Ghc.Domain.Accounts;
using Ghc.Functions.Access;
using Ghc.Functions.AccountStore;
using Microsoft.AspNetCore.Http;

namespace Ghc.Functions.Accounts;

/// <summary>
/// Signs the owner of an account in where it has just moved, since former sessions open nothing any more. The device goes on showing the
/// codes, if it did before.
/// </summary>
public sealed class MovedSession(AccountsTable accounts, Passes passes, KnownDevices devices, Sessions sessions)
{
    /// <param name="email">The address that the account has now.</param>
    /// <param name="method">How the new phone or address was proven.</param>
    public async Task<(string Token, DateTimeOffset ExpiresAt)> OpenAsync(
        HttpRequest request,
        Account old,
        string newKey,
        ProvenEmail? email,
        SignInMethod method,
        CancellationToken cancellation
    )
    {
        devices.Remember(request, newKey, email);
        if (passes.Read(request) is { } pass && pass.PhoneKey == old.Key)
        {
            var device = passes.DeviceOf(request, newKey).Fresh;
            await accounts.ChangeSignInAsync(newKey, state => state.OnDevice(device), cancellation);
            passes.Give(request, newKey, old.Data?.HolderId, device);
        }

        return sessions.Issue(newKey, old.Data?.HolderId, [], method);
    }
}
