using System.Text.Json.Serialization;
using Ghc.Domain;
using Ghc.Domain.Accounts;
using Ghc.Functions.Access;
using Ghc.Functions.AccountStore;
using Ghc.Platform.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Ghc.Functions.Accounts;

/// <param name="EmailCode">Sent to the account's e-mail address, instead of <paramref name="SmsCode"/>: the present phone may be
/// lost.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record MovePhoneRequest(PhoneBody? NewPhone, string? SmsCode, string? NewSmsCode, string? EmailCode)
{
    public Outcome<PhoneProof> Parse()
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
            : new PhoneProof(phone, SmsCode, NewSmsCode!) { EmailCode = SmsCode is null ? EmailCode : null };
    }
}

/// <summary>The phone to move to, and the codes that were sent to both.</summary>
public sealed record PhoneProof(PhoneNumber NewPhone, string? OldCode, string NewCode)
{
    /// <summary>Instead of the old phone's: the code sent to the account's e-mail address.</summary>
    public string? EmailCode { get; init; }
}

public sealed record MovePhoneAnswer(string AccessToken, DateTimeOffset ExpiresAt);

/// <summary>Moves the whole account to another phone, both phones having been proven by a code, and signs in there.</summary>
public sealed class MovePhone(
    RequestAuthenticator authenticator,
    PhoneMover mover,
    AccountsTable accounts,
    Passes passes,
    KnownDevices devices,
    Sessions sessions
)
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

        // The device goes on showing the codes, if it did before, under the new phone.
        devices.Remember(request, newKey, signedIn.Account.Data?.Email);
        if (passes.Read(request) is { } pass && pass.PhoneKey == signedIn.Account.Key)
        {
            var device = passes.DeviceOf(request, newKey).Fresh;
            await accounts.ChangeSignInAsync(newKey, state => state.OnDevice(device), cancellation);
            passes.Give(request, newKey, signedIn.Account.Data?.HolderId, device);
        }

        var session = sessions.Issue(newKey, signedIn.Account.Data?.HolderId, [], SignInMethod.SmsCode);
        return Reply.Json(new MovePhoneAnswer(session.Token, session.ExpiresAt), AccountsJson.Types.MovePhoneAnswer);
    }
}
