using Ghc.Domain;
using Ghc.Domain.Accounts;
using Ghc.Functions.AccountStore;
using Ghc.Platform.Storage;
using Microsoft.Extensions.Options;

namespace Ghc.Functions.Credentials;

/// <summary>
/// Checks codes and passwords. A check is only ever told after it was counted, and one phone is checked by one request at a time, so that no number
/// of simultaneous requests gets more answers than the allowed tries. Passwords have lanes of their own, since a hash may wait for seconds: whoever
/// signs in by text or applies never stands behind one. Nobody stands in a lane for longer than the patience.
/// </summary>
public sealed class CredentialVerifier(
    AccountsTable accounts, SmsCodes codes, PasswordHasher passwords, IOptions<SignInLimits> limits, IOptions<PasswordOptions> options, TimeProvider clock) : IDisposable
{
    private readonly SemaphoreSlim[] codeLanes = Lanes();
    private readonly SemaphoreSlim[] passwordLanes = Lanes();

    /// <summary>The state after a right code, not yet spent; a wrong one is counted at once.</summary>
    public async Task<Outcome<Account>> CheckCodeAsync(string phoneKey, string? code, CancellationToken cancellation)
    {
        using var turn = await TakeTurnAsync(codeLanes, phoneKey, cancellation);
        return turn is null ? Busy : (await OptimisticConcurrency.RetryAsync(
            async () =>
            {
                var account = await accounts.LoadAsync(phoneKey, cancellation);
                return CheckCode(account, code, assisted: null) is not { } wrong ? new Answer(account)
                    : wrong.Next is null || await accounts.TryWriteSignInAsync(account, wrong.Next, cancellation) ? new Answer(wrong.Refusal)
                    : null;
            },
            cancellation)).Outcome;
    }

    /// <summary>Signs in with every factor that was given; all of them must be right. The code is spent.</summary>
    public async Task<Outcome<Account>> SignInAsync(string phoneKey, string? code, string? password, CancellationToken cancellation)
    {
        using var turn = await TakeTurnAsync(password is null ? codeLanes : passwordLanes, phoneKey, cancellation);
        return turn is null ? Busy : (await OptimisticConcurrency.RetryAsync(
            async () =>
            {
                var account = await accounts.LoadAsync(phoneKey, cancellation);
                var wrong = (code is null ? null : CheckCode(account, code, AssistedHashOf(account)))
                    ?? (password is null ? null : await CheckPasswordAsync(account, password, cancellation));
                var next = wrong is not null ? wrong.Next ?? account.SignIn
                    : account.Data is null ? account.SignIn
                    : Accepted(account.SignIn, code, password, clock.GetUtcNow());
                if (next != account.SignIn && !await accounts.TryWriteSignInAsync(account, next, cancellation))
                {
                    return null;
                }

                // A right code for a phone without an account lets nobody in, so it is not spent: its owner may be about to apply.
                return wrong is not null ? new Answer(wrong.Refusal)
                    : account.Data is null ? new Answer(new Refusal(RefusalCodes.LoginFailed))
                    : new Answer(account);
            },
            cancellation)).Outcome;
    }

    /// <summary>Whether the password is the account's; a wrong one is counted.</summary>
    public Task<Outcome<Account>> CheckPasswordAsync(string phoneKey, string password, CancellationToken cancellation) =>
        SignInAsync(phoneKey, code: null, password, cancellation);

    public void Dispose()
    {
        foreach (var lane in codeLanes.Concat(passwordLanes))
        {
            lane.Dispose();
        }
    }

    /// <summary>What an officer handed over signs travelers in. It proves no phone to <see cref="CheckCodeAsync"/>, and is no factor of staff.</summary>
    private string? AssistedHashOf(Account account) => account.Roles.Count == 0 ? account.SignIn.LiveAssistedHash(clock.GetUtcNow()) : null;

    private Wrong? CheckCode(Account account, string? code, string? assisted)
    {
        var now = clock.GetUtcNow();
        if (account.SignIn.CodeTries.Locked(now) is { } locked)
        {
            return new Wrong(locked, null);
        }

        // Both are always compared, so that the time tells nothing.
        return codes.Matches(account.Key, code, account.SignIn.LiveCodeHash(now)) | codes.Matches(account.Key, code, assisted)
            ? null
            : new Wrong(new Refusal(RefusalCodes.LoginFailed), account.SignIn.CodeFailed(limits.Value, now));
    }

    private async Task<Wrong?> CheckPasswordAsync(Account account, string password, CancellationToken cancellation)
    {
        if (account.SignIn.PasswordTries.Locked(clock.GetUtcNow()) is { } locked)
        {
            return new Wrong(locked, null);
        }

        var check = await passwords.VerifyAsync(password, account.Data?.PasswordHash, cancellation);
        return check.Refused(out var busy, out var verified) ? new Wrong(busy, null)
            : verified.Matches ? null
            : new Wrong(new Refusal(RefusalCodes.LoginFailed), account.SignIn.PasswordFailed(limits.Value, clock.GetUtcNow()));
    }

    private static SignInState Accepted(SignInState state, string? code, string? password, DateTimeOffset now)
    {
        state = code is null || password is null ? state : state with { BothFactorsAt = now };
        state = code is null ? state : state.CodeSpent();
        state = password is null || state.PasswordTries == Tries.None ? state : state.PasswordAccepted();
        return state.SignedIn(now);
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

    private sealed record Wrong(Refusal Refusal, SignInState? Next);

    private sealed record Answer(Outcome<Account> Outcome);
}
