using Ghc.Domain;
using Ghc.Domain.Accounts;
using Ghc.Functions.Applications;
using Ghc.Functions.Credentials;
using Ghc.Platform.Http;
using Ghc.Platform.Localization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Ghc.Functions.Families;

/// <summary>
/// A first-time user applies together with companions. Each person is verified alone; those who were refused are named with the reason.
/// </summary>
public sealed class ApplyTogether(Applicants applicants, FamilyOpening opening, RepeatedForms repeated, IdentityGuard guard)
{
    [Function(nameof(ApplyTogether))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/families")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        if (
            (await JsonBody.ReadAsync(request, FamiliesJson.Types.FamilyRequest, cancellation)).Refused(out var refusal, out var body)
            || body.Parse().Refused(out refusal, out var form)
            || (await ProveAsync(request, form, cancellation)).Refused(out refusal, out var account)
        )
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
                if ((await RegisterAsync(request, account, form, cancellation)).Refused(out var refused, out var family))
                {
                    return refused;
                }

                kept = family.Opening?.Kept;
                return family.Members;
            },
            cancellation
        );
        return registered.Refused(out refusal, out var members) ? Reply.Problem(refusal) : Answer(request, account, form, kept, members);
    }

    private async Task<Outcome<Account>> ProveAsync(HttpRequest request, FamilyApplication form, CancellationToken cancellation)
    {
        if (!(await applicants.ProveAsync(request, form.Traveler, cancellation)).Refused(out var refusal, out var proven))
        {
            return proven;
        }

        return
            refusal.Code is RefusalCodes.WrongSmsCode or RefusalCodes.WrongEmailCode
            && await repeated.FindAsync(applicants.KeyOf(form.Traveler), form, cancellation) is { } account
            ? account
            : refusal.Below(FamilyMember.Traveler);
    }

    private Task<Outcome<FamilyOpened>> RegisterAsync(
        HttpRequest request,
        Account account,
        FamilyApplication form,
        CancellationToken cancellation
    )
    {
        var device = applicants.DeviceOf(request, form.Traveler);
        return account.Data?.HolderId is null
            ? opening.OpenAsync(
                account,
                form,
                repeated.IdOf(account, form),
                Applicants.LanguageOf(request, form.Traveler),
                device,
                cancellation
            )
            : repeated.GoOnAsync(account, form, device, cancellation);
    }

    private IResult Answer(HttpRequest request, Account account, FamilyApplication form, Device? kept, MemberOutcome[] members)
    {
        if (members[0].HolderId is not { } holderId)
        {
            return Reply.Problem(new Refusal(RefusalCodes.FamilyRefused) { Members = members });
        }

        var session = applicants.SignIn(request, account.Key, form.Traveler, holderId, kept, usedCode: account.Data?.HolderId is null);
        var answer = new FamilyAnswer(session.Token, session.ExpiresAt, holderId, FamilyAnswer.Views(members, Languages.Of(request)));
        return Reply.Json(answer, FamiliesJson.Types.FamilyAnswer, StatusCodes.Status201Created);
    }
}
