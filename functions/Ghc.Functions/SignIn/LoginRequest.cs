using System.Text.Json.Serialization;
using Ghc.Domain;
using Ghc.Domain.Accounts;
using Ghc.Functions.Credentials;
using Ghc.Functions.Passkeys;
using Ghc.Platform.Http;

namespace Ghc.Functions.SignIn;

/// <param name="KeepCode">Whether this device may go on showing the codes without signing in; true if left out.</param>
/// <param name="Passkey">Of staff, instead of the text code: the answer to a challenge of <c>api/passkey-challenges</c>.</param>
/// <param name="IdNumber">The number of a document of the account; asked for by <c>proof-required</c>.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record LoginRequest(PhoneBody? Phone, string? SmsCode, string? Password, PasskeyAnswer? Passkey, string? IdNumber, bool? KeepCode)
{
    public Outcome<LoginForm> Parse()
    {
        var form = new Form();
        var phone = form.Take("", PhoneBody.Parse(Phone));
        var passkey = Passkey is null ? null : form.Take("passkey", Passkey.Parse());
        form.Require(SmsCode is not null || Password is not null || Passkey is not null, "smsCode", "login.factor-missing");
        form.RequireLength(SmsCode, "smsCode", 32);
        form.RequireLength(Password, "password", 200);
        form.RequireLength(IdNumber, "idNumber", 64);
        return form.Refusal is { } refusal ? refusal : new LoginForm(phone, new Factors(SmsCode, Password) { Passkey = passkey, IdNumber = IdNumber }, KeepCode != false);
    }
}

public sealed record LoginForm(PhoneNumber Phone, Factors Factors, bool KeepCode);
