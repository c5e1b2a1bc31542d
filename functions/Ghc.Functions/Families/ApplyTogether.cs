using Ghc.Domain;
using Ghc.Domain.Accounts;
using Ghc.Functions.AccountStore;
using Ghc.Functions.Applications;
using Ghc.Functions.Credentials;
using Ghc.Platform.Encryption;
using Ghc.Platform.Http;
using Ghc.Platform.Localization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Ghc.Functions.Families;

/// <summary>A first-time user applies together with companions. Each person is verified alone; whoever was refused is named with the reason.</summary>
public sealed class ApplyTogether(
    Applicants applicants, FamilyOpening opening, FamilyAdding adding, AccountsTable accounts, IdentityGuard guard, Pseudonyms pseudonyms, TimeProvider clock)
{
    [Function(nameof(ApplyTogether))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/families")] HttpRequest request, CancellationToken cancellation)
    {
        if ((await JsonBody.ReadAsync(request, FamiliesJson.Types.FamilyRequest, cancellation)).Refused(out var refusal, out var body)
            || body.Parse().Refused(out refusal, out var form)
            || (await ProveAsync(request, form, cancellation)).Refused(out refusal, out var account))
        {
            return Reply.Problem(refusal);
        }

        Device? kept = null;
        var registered = await guard.TryAllAsync(
            request,
            account,
            form.Members.Select(member => member.Claim.Canonical),
            async () =>
            {
                var device = applicants.DeviceOf(request, form.Traveler);
                if (account.Data?.HolderId is { } holderId)
                {
                    kept = device?.In(account.SignIn);
                    return await GoOnAsync(account, holderId, form, kept, cancellation);
                }

                var opened = await opening.OpenAsync(account, form, ApplicationIdOf(account, form), Applicants.LanguageOf(request, form.Traveler), device, cancellation);
                if (opened.Refused(out var refused, out var family))
                {
                    return refused;
                }

                kept = family.Opening?.Kept;
                return family.Outcomes;
            },
            cancellation);
        return registered.Refused(out refusal, out var members) ? Reply.Problem(refusal) : Answer(request, account, kept, members);
    }

    /// <summary>
    /// The phone is proven by the code, or by the whole request: whoever lost its answer sends it again while the code would still count. Ending all sessions ends that too.
    /// </summary>
    private async Task<Outcome<Account>> ProveAsync(HttpRequest request, FamilyApplication form, CancellationToken cancellation)
    {
        var proven = await applicants.ProvePhoneAsync(request, form.Traveler, cancellation);
        if (!proven.Refused(out var refusal, out _) || refusal.Code != RefusalCodes.WrongSmsCode || form.RequestId is null)
        {
            return proven;
        }

        var account = await accounts.LoadAsync(applicants.KeyOf(form.Traveler), cancellation);
        return account.Data is { HolderId: { } holderId, ApplicationId: { } id } data && id == ApplicationIdOf(account, form) && account.SignIn.CodeExpiresAt > clock.GetUtcNow()
            && account.Holders.TryGetValue(holderId, out var own) && !(data.Sessions?.At > own.AddedAt)
            ? account
            : refusal;
    }

    /// <summary>The same for the same request with the same code, and for no other.</summary>
    private string? ApplicationIdOf(Account account, FamilyApplication form) => form.RequestId is null ? null
        : Convert.ToHexStringLower(pseudonyms.Mac("family-application", $"{account.Key}|{account.SignIn.CodeExpiresAt.ToUnixTimeMilliseconds()}|{form.Canonical}"));

    /// <summary>The request opened the account before. Companions who are missing are added now.</summary>
    private async Task<Outcome<MemberOutcome[]>> GoOnAsync(Account account, string holderId, FamilyApplication form, Device? kept, CancellationToken cancellation)
    {
        if ((await adding.AddAsync(account, form.Companions, form.Together, cancellation)).Refused(out var refusal, out var companions))
        {
            return refusal;
        }

        if (kept is not null)
        {
            await accounts.ChangeSignInAsync(account.Key, state => state.OnDevice(kept), cancellation);
        }

        return (MemberOutcome[])[new(FamilyMember.Traveler, form.Traveler.Claim.Name.Text) { HolderId = holderId }, .. companions];
    }

    private IResult Answer(HttpRequest request, Account account, Device? kept, MemberOutcome[] members)
    {
        if (members[0].HolderId is not { } holderId)
        {
            return Reply.Problem(new Refusal(RefusalCodes.FamilyRefused) { Members = members });
        }

        var session = applicants.SignIn(request, account.Key, holderId, kept, usedCode: account.Data?.HolderId is null);
        var answer = new FamilyAnswer(session.Token, session.ExpiresAt, holderId, FamilyAnswer.Views(members, Languages.Of(request)));
        return Reply.Json(answer, FamiliesJson.Types.FamilyAnswer, StatusCodes.Status201Created);
    }
}
