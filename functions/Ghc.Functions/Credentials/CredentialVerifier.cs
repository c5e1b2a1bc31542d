using Ghc.Domain;
using Ghc.Domain.Accounts;
using Ghc.Functions.Access;
using Ghc.Functions.AccountStore;
using Ghc.Functions.Passkeys;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Ghc.Functions.Credentials;

/// <summary>
/// Checks codes and passwords. A check is only ever told after it was counted, and one phone is checked by one request at a time, so that
/// no number of simultaneous requests gets more answers than the allowed tries. Passwords have lanes of their own, since a hash may wait
/// for seconds: a sign-in by text or an application never waits behind one. Nobody stands in a lane for longer than the patience.
/// </summary>
public sealed partial class CredentialVerifier(
    AccountsTable accounts,
    SmsCodes codes,
    PasswordHasher passwords,
    PasskeyVerifier passkeys,
    IOptions<SignInLimits> limits,
    IOptions<PasswordOptions> options,
    TimeProvider clock,
    ILogger<CredentialVerifier> logger
) : IDisposable
{
    private readonly SemaphoreSlim[] codeLanes = Lanes();
    private readonly SemaphoreSlim[] passwordLanes = Lanes();

    /// <summary>The state after a right code, not yet spent; a wrong one is counted at once.</summary>
    /// <param name="since">When the device signed in to this phone before; null for a stranger.</param>
    public async Task<Outcome<Account>> CheckCodeAsync(string phoneKey, string? code, DateTimeOffset? since, CancellationToken cancellation)
    {
        using var turn = await TakeTurnAsync(codeLanes, phoneKey, cancellation);
        return Logged(
            phoneKey,
            byCode: true,
            byPassword: false,
            turn is null
                ? Busy
                : await accounts.UpdateAsync<Account>(
                    phoneKey,
                    account =>
                        CheckCode(account, code, assisted: null, KnownDevices.IsKnown(since, account)) is { } wrong
                            ? new Decision<AccountChange, Account>(
                                wrong.Next is { } next ? new AccountChange { SignIn = next } : null,
                                wrong.Refusal
                            )
                            : account,
                    cancellation
                )
        );
    }

    /// <summary>Signs in with every factor that was given; all of them must be right. The code is spent.</summary>
    public Task<Outcome<Account>> SignInAsync(string phoneKey, Factors factors, CancellationToken cancellation) =>
        SignInAsync(phoneKey, factors, Task.FromResult, cancellation);

    /// <param name="complete">Adds to what was read what lies elsewhere.</param>
    private async Task<Outcome<Account>> SignInAsync(
        string phoneKey,
        Factors factors,
        Func<Account, Task<Account>> complete,
        CancellationToken cancellation
    )
    {
        var (code, password) = (factors.Code, factors.Password);
        using var turn = await TakeTurnAsync(password is null ? codeLanes : passwordLanes, phoneKey, cancellation);
        return Logged(
            phoneKey,
            code is not null,
            password is not null,
            turn is null
                ? Busy
                : await accounts.UpdateAsync<Account>(
                    phoneKey,
                    async stored =>
                    {
                        var read = await complete(stored);
                        if ((await CheckPasskeyAsync(read, factors.Passkey, cancellation)).Refused(out var noKey, out var account))
                        {
                            return new(null, noKey);
                        }

                        var known = KnownDevices.IsKnown(factors.Since, account);
                        var wrong =
                            (code is null ? null : CheckCode(account, code, AssistedHashOf(account), known))
                            ?? (password is null ? null : await CheckPasswordAsync(account, password, known, cancellation))
                            ?? (known || password is not null || factors.Passkey is not null ? null : CheckOwner(account, factors));
                        var next =
                            wrong is not null ? wrong.Next ?? account.SignIn
                            : account.Data is null ? account.SignIn
                            : Accepted(account.SignIn, factors, clock.GetUtcNow());

                        // A right code for a phone without an account lets nobody in, so it is not spent: its owner may be about to apply.
                        return new(
                            next == read.SignIn ? null : new AccountChange { SignIn = next },
                            wrong is not null ? wrong.Refusal
                                : account.Data is null ? new Refusal(RefusalCodes.LoginFailed)
                                : account
                        );
                    },
                    cancellation
                )
        );
    }

    /// <summary>Whether the code with which the account was just signed in to is one that an officer handed over.</summary>
    public bool IsAssisted(Account account, string code) => codes.Matches(account.Key, code, AssistedHashOf(account));

    /// <summary>Whether the password is the account's; a wrong one is counted.</summary>
    public Task<Outcome<Account>> CheckPasswordAsync(string phoneKey, string password, CancellationToken cancellation) =>
        SignInAsync(phoneKey, new Factors(null, password) { Since = clock.GetUtcNow() }, cancellation);

    public void Dispose()
    {
        foreach (var lane in codeLanes.Concat(passwordLanes))
        {
            lane.Dispose();
        }
    }

    /// <summary>
    /// What an officer handed over signs travelers in. It proves no phone to <see cref="CheckCodeAsync"/>, and is no factor of staff.
    /// </summary>
    private string? AssistedHashOf(Account account) => account.Roles.Count == 0 ? account.SignIn.LiveAssistedHash(clock.GetUtcNow()) : null;

    private Wrong? CheckCode(Account account, string? code, string? assisted, bool known)
    {
        var now = clock.GetUtcNow();
        if (account.SignIn.CodeLocked(known, now) is { } locked)
        {
            return new Wrong(locked, null);
        }

        // Both are always compared, so that the time tells nothing.
        return codes.Matches(account.Key, code, account.SignIn.LiveCodeHash(now)) | codes.Matches(account.Key, code, assisted)
            ? null
            : new Wrong(new Refusal(RefusalCodes.LoginFailed), account.SignIn.CodeFailed(known, limits.Value, now));
    }

    /// <summary>
    /// The account with the use of the passkey noted: its answer counts once, whatever the other factor is like. A signature cannot be
    /// guessed, so no try is counted.
    /// </summary>
    private async Task<Outcome<Account>> CheckPasskeyAsync(Account account, PasskeyAssertion? shown, CancellationToken cancellation)
    {
        if (shown is null)
        {
            return account;
        }

        return (await passkeys.CheckAsync(account, shown, cancellation)).Refused(out var refusal, out var proven)
            ? refusal
            : account with
            {
                SignIn = account.SignIn.UseChallenge(proven.Challenge, clock.GetUtcNow())!.WithPasskey(proven.Passkey),
            };
    }

    private async Task<Wrong?> CheckPasswordAsync(Account account, string password, bool known, CancellationToken cancellation)
    {
        if (account.SignIn.PasswordLocked(known, clock.GetUtcNow()) is { } locked)
        {
            return new Wrong(locked, null);
        }

        var check = await passwords.VerifyAsync(password, account.Data?.PasswordHash, cancellation);
        return check.Refused(out var busy, out var verified) ? new Wrong(busy, null)
            : verified.Matches ? null
            : new Wrong(new Refusal(RefusalCodes.LoginFailed), account.SignIn.PasswordFailed(known, limits.Value, clock.GetUtcNow()));
    }

    /// <summary>
    /// A number that nobody signed in with for weeks may have been given to somebody else: the text alone shows nothing then, until they
    /// name a document of the account. The code stays, so that it can be sent again with the document; a wrong document counts like a wrong
    /// code.
    /// </summary>
    private Wrong? CheckOwner(Account account, Factors factors)
    {
        var now = clock.GetUtcNow();
        return !account.IsDormant(limits.Value, now) || account.SignIn.LiveAssistedHash(now) is not null ? null
            : factors.IdNumber is null ? new Wrong(new Refusal(RefusalCodes.ProofRequired), null)
            : account.Holders.Values.Any(holder => holder.Document.IsWrittenAs(factors.IdNumber)) ? null
            : new Wrong(new Refusal(RefusalCodes.LoginFailed), account.SignIn.CodeFailed(known: false, limits.Value, now));
    }

    private static SignInState Accepted(SignInState state, Factors factors, DateTimeOffset now)
    {
        var (code, password) = (factors.Code, factors.Password);
        state = (code is null && factors.Passkey is null) || password is null ? state : state with { BothFactorsAt = now };
        state = code is null ? state : state.CodeSpent();
        state = password is null || state.PasswordTries == Tries.None ? state : state.PasswordAccepted();
        state = state.SignedIn(now);
        return factors.Device is { } device ? state.OnDevice(device.In(state)) : state;
    }

    /// <summary>Every try, the right ones too, so that what happened to one account can be followed.</summary>
    private Outcome<Account> Logged(string phoneKey, bool byCode, bool byPassword, Outcome<Account> outcome)
    {
        LogTry(phoneKey, byCode, byPassword, outcome.Refused(out var refusal, out _) ? refusal.Code : "accepted");
        return outcome;
    }

    private Refusal Busy => new(RefusalCodes.TooManyRequests) { RetryAfter = options.Value.Patience };

    private static SemaphoreSlim[] Lanes() => [.. Enumerable.Range(0, 64).Select(_ => new SemaphoreSlim(1))];

    /// <summary>Null if those before took too long.</summary>
    private async Task<Turn?> TakeTurnAsync(SemaphoreSlim[] lanes, string phoneKey, CancellationToken cancellation)
    {
        var lane = lanes[string.GetHashCode(phoneKey, StringComparison.Ordinal) & (lanes.Length - 1)];
        return await lane.WaitAsync(options.Value.Patience, cancellation) ? new Turn(lane) : null;
    }

    private sealed class Turn(SemaphoreSlim lane) : IDisposable
    {
        public void Dispose() => lane.Release();
    }

    /// <summary>
    /// The account of a number or address that was given to somebody else: the code is right, and nobody signed in for weeks. The code is
    /// not spent. The account of an address may stand at a phone.
    /// </summary>
    public async Task<Outcome<Account>> CheckDormantAsync(string key, string code, CancellationToken cancellation)
    {
        if ((await CheckCodeAsync(key, code, since: null, cancellation)).Refused(out var refusal, out var found))
        {
            return refusal;
        }

        var account = found is { Data: null, Claim: not null } ? await accounts.FindOwnerAsync(found, cancellation) : found;
        return account?.Data is null ? new Refusal(RefusalCodes.LoginFailed)
            : account.Roles.Count == 0 && account.IsDormant(limits.Value, clock.GetUtcNow()) ? account
            : new Refusal(RefusalCodes.Forbidden);
    }

    private sealed record Wrong(Refusal Refusal, SignInState? Next);

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "Sign-in tried. Account: {Account}, code: {ByCode}, password: {ByPassword}, outcome: {Outcome}"
    )]
    private partial void LogTry(string account, bool byCode, bool byPassword, string outcome);
}
