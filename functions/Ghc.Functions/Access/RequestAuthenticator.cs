using System.Diagnostics.CodeAnalysis;
using Ghc.Domain;
using Ghc.Domain.Accounts;
using Ghc.Domain.Holders;
using Ghc.Functions.AccountStore;
using Ghc.Functions.Holders;
using Microsoft.AspNetCore.Http;

namespace Ghc.Functions.Access;

/// <summary>A session whose account was looked up and still stands behind it.</summary>
public sealed record SignedIn(Session Session, Account Account);

/// <summary>A holder's status, read for somebody who may see it.</summary>
public sealed record OwnHolder(string Id, HolderStatus Status);

/// <summary>Turns a request into what its sender may touch. A session that was ended, or whose account is gone, opens nothing.</summary>
public sealed class RequestAuthenticator(Sessions sessions, Passes passes, AccountsTable accounts, HoldersTable holders, TimeProvider clock)
{
    /// <summary>The session with its account: one query.</summary>
    public async Task<Outcome<SignedIn>> OpenAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (sessions.Read(request).Refused(out var refusal, out var session))
        {
            return refusal;
        }

        return (await LoadAsync(Viewer.Of(session), cancellation)).Refused(out refusal, out var account)
            ? refusal
            : new SignedIn(session, account);
    }

    /// <summary>
    /// The session of somebody who may call the function by <see cref="Permissions"/>. A role of any place passes: which place, the
    /// function checks.
    /// </summary>
    public async Task<Outcome<SignedIn>> OpenStaffAsync(HttpRequest request, string function, CancellationToken cancellation)
    {
        if ((await OpenAsync(request, cancellation)).Refused(out var refusal, out var signedIn))
        {
            return refusal;
        }

        var allowed = Permissions.Of(function).Roles;
        return signedIn.Account.Roles.Any(role => allowed.Contains(role.Name))
            ? WithBothFactors(signedIn)
            : new Refusal(RefusalCodes.Forbidden);
    }

    /// <summary>
    /// The session of a traveler; of staff, one with both factors and without a role that <see cref="Permissions"/> leaves out.
    /// </summary>
    public async Task<Outcome<SignedIn>> OpenOwnerAsync(HttpRequest request, string function, CancellationToken cancellation)
    {
        if ((await OpenAsync(request, cancellation)).Refused(out var refusal, out var signedIn))
        {
            return refusal;
        }

        var (roles, allowed) = (signedIn.Account.Roles, Permissions.Of(function).Roles);
        return roles.Count == 0 ? signedIn
            : roles.All(role => allowed.Contains(role.Name)) ? WithBothFactors(signedIn)
            : new Refusal(RefusalCodes.Forbidden);
    }

    private static Outcome<SignedIn> WithBothFactors(SignedIn signedIn) =>
        signedIn.Session.HasBothFactors ? signedIn : new Refusal(RefusalCodes.SecondFactorRequired);

    /// <summary>
    /// The sender's own holder by one read, since its status repeats the session fields; a companion by that read and one of the account.
    /// </summary>
    public Task<Outcome<OwnHolder>> OpenHolderAsync(HttpRequest request, CancellationToken cancellation) =>
        OpenHolderAsync(request, request.Query["holder"].ToString(), cancellation);

    /// <param name="asked">The holder's id; empty for the sender's own.</param>
    public async Task<Outcome<OwnHolder>> OpenHolderAsync(HttpRequest request, string asked, CancellationToken cancellation)
    {
        return sessions.Read(request).Refused(out var refusal, out var session)
            ? refusal
            : await OpenHolderAsync(Viewer.Of(session), asked, cancellation);
    }

    /// <summary>The same for showing a code, where the pass of a device is enough. Using a pass renews it.</summary>
    public async Task<Outcome<OwnHolder>> OpenCodeAsync(HttpRequest request, CancellationToken cancellation)
    {
        var asked = request.Query["holder"].ToString();
        if (!sessions.Read(request).Refused(out var refusal, out var session))
        {
            return await OpenHolderAsync(Viewer.Of(session), asked, cancellation);
        }

        if (passes.Read(request) is not { } pass)
        {
            return refusal;
        }

        var opened = await OpenHolderAsync(Viewer.Of(pass), asked, cancellation);
        if (!opened.Refused(out _, out _) && passes.TryRenew(request, pass))
        {
            await accounts.ChangeSignInAsync(pass.PhoneKey, state => state.DeviceSeen(pass.Id, clock.GetUtcNow()), cancellation);
        }

        return opened;
    }

    /// <summary>The account, for the names to switch between: a session, or the pass of a device.</summary>
    public async Task<Outcome<Account>> OpenNamesAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (!sessions.Read(request).Refused(out var refusal, out var session))
        {
            return await LoadAsync(Viewer.Of(session), cancellation);
        }

        return passes.Read(request) is { } pass ? await LoadAsync(Viewer.Of(pass), cancellation) : refusal;
    }

    private async Task<Outcome<Account>> LoadAsync(Viewer viewer, CancellationToken cancellation)
    {
        var account = await accounts.LoadAsync(viewer.PhoneKey, cancellation);
        return account.Data is { } data && IsLive(viewer, data.Sessions) ? account : new Refusal(RefusalCodes.NotSignedIn);
    }

    private async Task<Outcome<OwnHolder>> OpenHolderAsync(Viewer viewer, string asked, CancellationToken cancellation) =>
        asked.Length > 0 && asked != viewer.HolderId
            ? await OpenCompanionAsync(viewer, asked, cancellation)
            : await OpenSelfAsync(viewer, cancellation);

    private async Task<Outcome<OwnHolder>> OpenSelfAsync(Viewer session, CancellationToken cancellation)
    {
        // A session from before a renewal names the former document.
        var found = session.HolderId is { } id ? await holders.FindStatusAsync(id, cancellation) : null;
        if (!BelongsTo(session, found?.Status))
        {
            // Only now is the account worth a read: after an erasure the answer is to sign in, not that there is no holder.
            return (await LoadAsync(session, cancellation)).Refused(out var gone, out _) ? gone : new Refusal(RefusalCodes.HolderNotFound);
        }

        return IsLive(session, found!.Status.Owner!.Sessions)
            ? new OwnHolder(found.Key, found.Status)
            : new Refusal(RefusalCodes.NotSignedIn);
    }

    private async Task<Outcome<OwnHolder>> OpenCompanionAsync(Viewer session, string id, CancellationToken cancellation)
    {
        if (!Holder.IsId(id))
        {
            return new Refusal(RefusalCodes.HolderNotFound);
        }

        var reading = holders.ReadStatusAsync(id, cancellation);
        var opening = await LoadAsync(session, cancellation);
        var status = await reading;
        if (opening.Refused(out var refusal, out var account))
        {
            return refusal;
        }

        return account.Holders.ContainsKey(id) && BelongsTo(session, status)
            ? new OwnHolder(id, status)
            : new Refusal(RefusalCodes.HolderNotFound);
    }

    private static bool BelongsTo(Viewer session, [NotNullWhen(true)] HolderStatus? status) =>
        status?.Owner?.PhoneKey == session.PhoneKey && status.Name is not null;

    private static bool IsLive(Viewer viewer, SessionCut? cut) => cut?.Allows(viewer.IssuedAt, viewer.Id) != false;

    /// <summary>What sessions and passes have in common. Only a verified one becomes a viewer.</summary>
    private sealed record Viewer(string PhoneKey, string? HolderId, string Id, DateTimeOffset IssuedAt)
    {
        public static Viewer Of(Session session) => new(session.PhoneKey, session.HolderId, session.Id, session.IssuedAt);

        public static Viewer Of(Pass pass) => new(pass.PhoneKey, pass.HolderId, pass.Id, pass.IssuedAt);
    }
}
