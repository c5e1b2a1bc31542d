using Ghc.Domain;
using Ghc.Functions.Access;
using Ghc.Functions.AccountStore;
using Ghc.Functions.Accounts;
using Ghc.Functions.Credentials;
using Ghc.Platform.Encryption;
using Ghc.Platform.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Ghc.Functions.SignIn;

/// <summary>Signs in by text message or password; staff show both, since one factor makes only a traveler's session.</summary>
public sealed class Login(CredentialVerifier verifier, SignInBudget budget, PhoneMover mover, Pseudonyms pseudonyms, Sessions sessions)
{
    [Function(nameof(Login))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/login")] HttpRequest request, CancellationToken cancellation)
    {
        if ((await JsonBody.ReadAsync(request, SignInJson.Types.LoginRequest, cancellation)).Refused(out var refusal, out var body)
            || Factors(body).Refused(out refusal, out var phoneKey)
            || (await SignInAsync(request, phoneKey, body, cancellation)).Refused(out refusal, out var found)
            || (await mover.SettleAsync(found, cancellation)).Refused(out refusal, out var account))
        {
            return Reply.Problem(refusal);
        }

        var method = body switch
        {
            { SmsCode: not null, Password: not null } => SignInMethod.Both,
            { Password: not null } => SignInMethod.Password,
            _ => SignInMethod.SmsCode,
        };
        var session = sessions.Issue(phoneKey, account.Data?.HolderId, RolesFor(account, method), method);
        return Reply.Json(new LoginAnswer(session.Token, session.ExpiresAt, RolesFor(account, method)), SignInJson.Types.LoginAnswer);
    }

    private async Task<Outcome<Account>> SignInAsync(HttpRequest request, string phoneKey, LoginRequest body, CancellationToken cancellation)
    {
        if (body.Password is null)
        {
            return await verifier.SignInAsync(phoneKey, body.SmsCode, password: null, cancellation);
        }

        if (budget.Check(request).Refused(out var tooMany, out _))
        {
            return tooMany;
        }

        var signIn = await verifier.SignInAsync(phoneKey, body.SmsCode, body.Password, cancellation);
        if (signIn.Refused(out var refusal, out _) && refusal.Code == RefusalCodes.LoginFailed)
        {
            budget.CountWrong(request);
        }

        return signIn;
    }

    private Outcome<string> Factors(LoginRequest body)
    {
        var form = new Form();
        var phone = form.Take("", PhoneBody.Parse(body.Phone));
        form.Require(body.SmsCode is not null || body.Password is not null, "smsCode", "login.factor-missing");
        form.Require(body.SmsCode is not { Length: > 32 }, "smsCode", "field.too-long");
        form.Require(body.Password is not { Length: > 200 }, "password", "field.too-long");
        return form.Refusal is { } refusal ? refusal : pseudonyms.PhoneKey(phone);
    }

    private static string[] RolesFor(Account account, SignInMethod method) =>
        method == SignInMethod.Both ? [.. account.Roles.Select(role => role.Name).Distinct().Order(StringComparer.Ordinal)] : [];
}
