using Ghc.Domain;
using Ghc.Domain.Accounts;
using Ghc.Functions.AccountStore;
using Ghc.Functions.Companions;
using Ghc.Functions.Holders;
using Microsoft.Extensions.Options;

namespace Ghc.Functions.Families;

/// <summary>
/// Adds several companions to an account. Their rows are written in one transaction right before the claims, as
/// <see cref="CompanionRegistration"/> does for one: alone a row shows nothing, and an erasure of the account after a crash in between
/// finds by it what to erase (docs/adr/0035).
/// </summary>
public sealed class FamilyAdding(
    FamilyClaims claims,
    AccountsTable accounts,
    HoldersTable holders,
    IOptions<CompanionOptions> options,
    TimeProvider clock
)
{
    /// <summary>Companions that the account shows already count as registered, so that the same call can be repeated.</summary>
    public async Task<Outcome<MemberOutcome[]>> AddAsync(
        Account account,
        IEnumerable<NewCompanion> companions,
        bool together,
        CancellationToken cancellation
    )
    {
        var members = await claims.VerifyAsync(account, account.Contact!, FamilyMember.Of(companions), cancellation);
        if (!GoesOn(members, together))
        {
            return Outcomes(members, isIn: false);
        }

        if ((await ReserveAsync(account, members, together, cancellation)).Refused(out var refusal, out var reserved))
        {
            return refusal;
        }

        if (!GoesOn(reserved, together))
        {
            return Outcomes(reserved, isIn: false);
        }

        members = await claims.ClaimAsync(reserved, cancellation);
        var isIn = GoesOn(members, together);
        if (!isIn)
        {
            await claims.WithdrawAsync(members, cancellation);
        }

        await GiveBackAsync(
            account.Key,
            reserved
                .Zip(members)
                .Where(pair => pair.First.IsWanted && (!isIn || pair.Second.IsRefused))
                .Select(pair => pair.First.HolderId),
            cancellation
        );
        if (!isIn)
        {
            return Outcomes(members, isIn: false);
        }

        await claims.FinishAsync(members, cancellation);
        return members.All(member => member.Claimed is null)
            ? Outcomes(members, isIn: true)
            : await CheckShownAsync(account.Key, members, cancellation);
    }

    /// <summary>
    /// Writes the rows of everybody who is wanted and fits. The account's data is written along, unchanged, so that of two requests that
    /// find one place left one has to look again.
    /// </summary>
    private Task<Outcome<FamilyMember[]>> ReserveAsync(
        Account account,
        FamilyMember[] members,
        bool together,
        CancellationToken cancellation
    ) =>
        accounts.UpdateAsync<FamilyMember[]>(
            account,
            current =>
            {
                if (current.Data is not { } data)
                {
                    return new Refusal(RefusalCodes.NotSignedIn);
                }

                var fit = FamilyRule.ThatFit(
                    current,
                    members.Where(member => member.IsWanted).Select(member => member.HolderId),
                    options.Value.PerAccount
                );
                FamilyMember[] seated =
                [
                    .. members.Select(member =>
                        !member.IsWanted ? member
                        : current.IsOwn(member.HolderId) ? member with { Refusal = new(RefusalCodes.AlreadyRegistered) }
                        : !fit.Contains(member.HolderId) ? member with { Refusal = new(RefusalCodes.TooManyCompanions) }
                        : member
                    ),
                ];
                var now = clock.GetUtcNow();
                return !seated.Any(member => member.IsWanted) || !GoesOn(seated, together)
                    ? seated
                    : Decision.Write(
                        new AccountChange
                        {
                            Data = data,
                            AddHolders = seated
                                .Where(member => member.IsWanted)
                                .ToDictionary(member => member.HolderId, member => member.Row(now)),
                        },
                        seated
                    );
            },
            cancellation
        );

    /// <summary>
    /// Takes rows back, unless a holder is the account's all the same: the same request may have been made twice at once.
    /// </summary>
    private Task GiveBackAsync(string phoneKey, IEnumerable<string> holderIds, CancellationToken cancellation) =>
        Task.WhenAll(
            holderIds.Select(async holderId =>
            {
                if ((await holders.ReadStatusAsync(holderId, cancellation))?.Owner?.PhoneKey != phoneKey)
                {
                    await accounts.RemoveHolderAsync(phoneKey, holderId, cancellation);
                }
            })
        );

    /// <summary>
    /// While the claims were on their way the account may have been erased, or a companion may have got a phone of their own.
    /// </summary>
    private async Task<Outcome<MemberOutcome[]>> CheckShownAsync(string phoneKey, FamilyMember[] members, CancellationToken cancellation)
    {
        var account = await accounts.LoadAsync(phoneKey, cancellation);
        var shown = await Task.WhenAll(
            members.Select(async member =>
            {
                if (member.Claimed is null || account.Holders.ContainsKey(member.HolderId))
                {
                    return member;
                }

                await holders.ReleaseAsync(member.HolderId, phoneKey, cancellation);
                return member with { Refusal = new(RefusalCodes.AlreadyRegistered) };
            })
        );
        return account.Data is null ? new Refusal(RefusalCodes.NotSignedIn) : Outcomes(shown, isIn: true);
    }

    private static bool GoesOn(FamilyMember[] members, bool together) =>
        FamilyRule.GoesOn([.. members.Select(member => member.IsRefused)], together, travelerFirst: false);

    private static MemberOutcome[] Outcomes(IEnumerable<FamilyMember> members, bool isIn) =>
        [.. members.Select(member => member.Outcome(isIn))];
}
