using System.Text.Json.Serialization;
using Ghc.Domain;
using Ghc.Domain.Accounts;
using Ghc.Functions.Access;
using Ghc.Platform.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Ghc.Functions.Accounts;

/// <param name="EmailCode">Sent to the account's e-mail address, instead of <paramref name="SmsCode"/>: the present phone may be
/// lost.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record MovePhoneRequest(PhoneBody? NewPhone, string? SmsCode, string? NewSmsCode, string? EmailCode)
{
    public Outcome<MoveProof> Parse()
    {
        var form = new Form();
        var phone = form.Take("newPhone", PhoneNumber.Parse(NewPhone?.AreaCode, NewPhone?.Number));
        form.Require(SmsCode is not null || EmailCode is not null, "smsCode", "field.missing");
        form.RequireLength(EmailCode, "emailCode", 32);
        form.RequireLength(SmsCode, "smsCode", 32);
        form.Require(NewSmsCode is not null, "newSmsCode", "field.missing");
        form.RequireLength(NewSmsCode, "newSmsCode", 32);
        return form.Refusal is { } refusal
            ? refusal
            : new MoveProof(Contact.Of(phone), new GivenCode(PhoneMove.NewCode, NewSmsCode!))
            {
                OfPhone = GivenCode.Of(PhoneMove.OldCode, SmsCode),
                OfEmail = SmsCode is null ? GivenCode.Of(PhoneMove.EmailCode, EmailCode) : null,
            };
    }
}

public sealed record MovePhoneAnswer(string AccessToken, DateTimeOffset ExpiresAt);

/// <summary>
/// Moves the whole account to another phone, both phones having been proven by a code, and signs in there. An account without a phone gets
/// one, and keeps its e-mail address.
/// </summary>
public sealed class MovePhone(RequestAuthenticator authenticator, AccountMover mover, MovedSession moved)
{
    [Function(nameof(MovePhone))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/account/phone")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        if (
            (await authenticator.OpenAsync(request, cancellation)).Refused(out var refusal, out var signedIn)
            || (await JsonBody.ReadAsync(request, AccountsJson.Types.MovePhoneRequest, cancellation)).Refused(out refusal, out var body)
            || body.Parse().Refused(out refusal, out var proof)
            || (await mover.MoveAsync(signedIn.Account, proof, cancellation)).Refused(out refusal, out var newKey)
        )
        {
            return Reply.Problem(refusal);
        }

        var session = await moved.OpenAsync(
            request,
            signedIn.Account,
            newKey,
            signedIn.Account.Data?.Email,
            SignInMethod.SmsCode,
            cancellation
        );
        return Reply.Json(new MovePhoneAnswer(session.Token, session.ExpiresAt), AccountsJson.Types.MovePhoneAnswer);
    }
}
