using System.Text.Json.Serialization;
using Ghc.Domain;
using Ghc.Domain.Accounts;
using Ghc.Functions.Access;
using Ghc.Functions.Credentials;
using Ghc.Functions.Passkeys;
using Ghc.Platform.Http;

namespace Ghc.Functions.SignIn;

/// <param name="Email">Instead of the phone: the e-mail address of the account, with the code sent there, the password or both.</param>
/// <param name="KeepCode">Whether this device may go on showing the codes without signing in; true if left out.</param>
/// <param name="Passkey">Of staff, instead of the text code: the answer to a challenge of <c>api/passkey-challenges</c>.</param>
/// <param name="IdNumber">The number of a document of the account; asked for by <c>proof-required</c>.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record LoginRequest(
    PhoneBody? Phone,
    string? SmsCode,
    string? Password,
    PasskeyAnswer? Passkey,
    string? IdNumber,
    bool? KeepCode,
    string? Email,
    string? EmailCode
)
{
    public Outcome<LoginForm> Parse()
    {
        var form = new Form();
        var email = Email is null ? null : form.Take("email", EmailAddress.Parse(Email));
        var phone = Email is null ? form.Take("", PhoneBody.Parse(Phone)) : null;
        var passkey = Passkey is null ? null : form.Take("passkey", Passkey.Parse());
        form.Require(Email is null || Phone is null, "phone", "login.phone-or-email");
        form.Require(Email is null || SmsCode is null, "smsCode", "login.other-way");
        form.Require(Email is null || Passkey is null, "passkey", "login.other-way");
        form.Require(Email is not null || EmailCode is null, "emailCode", "login.other-way");
        form.Require(
            (SmsCode ?? EmailCode ?? Password) is not null || Passkey is not null,
            Email is null ? "smsCode" : "emailCode",
            "login.factor-missing"
        );
        form.RequireLength(SmsCode, "smsCode", 32);
        form.RequireLength(EmailCode, "emailCode", 32);
        form.RequireLength(Password, "password", 200);
        form.RequireLength(IdNumber, "idNumber", 64);
        return form.Refusal is { } refusal
            ? refusal
            : new LoginForm(
                phone,
                email,
                new Factors(SmsCode ?? EmailCode, Password) { Passkey = passkey, IdNumber = IdNumber },
                KeepCode != false
            );
    }

    /// <summary>How it signs in, once the factors are proven.</summary>
    /// <param name="isAssisted">Whether an officer made this code for the owner.</param>
    public SignInMethod MethodFor(Func<string, bool> isAssisted) =>
        this switch
        {
            { EmailCode: { } code } => isAssisted(code) ? SignInMethod.Assisted : SignInMethod.EmailCode,
            { SmsCode: not null, Password: not null } => SignInMethod.Both,
            { Passkey: not null, Password: not null } => SignInMethod.PasskeyAndPassword,
            { Password: not null } => SignInMethod.Password,
            { Passkey: not null } => SignInMethod.Passkey,
            { SmsCode: { } code } when isAssisted(code) => SignInMethod.Assisted,
            _ => SignInMethod.SmsCode,
        };
}

/// <summary>Either <paramref name="Phone"/> or <paramref name="Email"/> is there.</summary>
public sealed record LoginForm(PhoneNumber? Phone, EmailAddress? Email, Factors Factors, bool KeepCode);
