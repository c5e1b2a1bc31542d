using Ghc.Domain;
using Ghc.Domain.Accounts;
using Ghc.Functions.Applications;
using Ghc.Functions.Companions;
using Microsoft.Extensions.Options;

namespace Ghc.Functions.Families;

/// <summary>
/// Registers a traveler with companions. Everybody is verified before anybody is claimed, and one transaction opens the account with all of
/// them: before it nobody is registered, after it everybody is. Claims without an account lapse (docs/adr/0035).
/// </summary>
public sealed class FamilyOpening(FamilyClaims claims, AccountOpening opening, IOptions<CompanionOptions> options, TimeProvider clock)
{
    /// <param name="applicationId">Recognizes the same request; null if it cannot be recognized.</param>
    public async Task<Outcome<FamilyOpened>> OpenAsync(
        Account account,
        FamilyApplication form,
        string? applicationId,
        string language,
        DeviceOffer? device,
        CancellationToken cancellation
    )
    {
        var members = Fit(account, await claims.VerifyAsync(account, form.Traveler.Contact, form.Members, cancellation));
        if (!GoesOn(members, form.Together))
        {
            return Of(members, null);
        }

        members = await claims.ClaimAsync(members, cancellation);
        if (!GoesOn(members, form.Together))
        {
            await claims.WithdrawAsync(members, cancellation);
            return Of(members, null);
        }

        await claims.FinishAsync(members, cancellation);
        var (traveler, now) = (members[0].HolderId, clock.GetUtcNow());
        var companions = members
            .Skip(1)
            .Where(member => member.Claimed is not null)
            .ToDictionary(member => member.HolderId, member => member.Row(now));
        var newcomers = new Newcomers(applicationId, companions, options.Value.PerAccount);
        return (await opening.OpenAsync(account, form.Traveler, traveler, newcomers, language, device, cancellation)).Refused(
            out var refusal,
            out var opened
        )
            ? refusal
            : Of(members, opened);
    }

    private static FamilyOpened Of(IEnumerable<FamilyMember> members, Opening? opened) =>
        new([.. members.Select(member => member.Outcome(opened is not null))], opened);

    private FamilyMember[] Fit(Account account, FamilyMember[] members)
    {
        var fit = FamilyRule.ThatFit(
            account,
            members.Skip(1).Where(member => member.IsWanted).Select(member => member.HolderId),
            options.Value.PerAccount
        );
        return
        [
            members[0],
            .. members
                .Skip(1)
                .Select(member =>
                    member.IsWanted && !fit.Contains(member.HolderId)
                        ? member with
                        {
                            Refusal = new(RefusalCodes.TooManyCompanions),
                        }
                        : member
                ),
        ];
    }

    private static bool GoesOn(FamilyMember[] members, bool together) =>
        FamilyRule.GoesOn([.. members.Select(member => member.IsRefused)], together, travelerFirst: true);
}

/// <param name="Opening">Null if no account was opened.</param>
public sealed record FamilyOpened(MemberOutcome[] Members, Opening? Opening);
