using System.CommandLine;
using System.Text.Json.Nodes;
using Ghc.Domain.Accounts;
using Spectre.Console;

namespace Ghc.Cli.Commands;

/// <summary><c>ghc login PHONE</c></summary>
public static class LoginCommand
{
    public static Command Create(Screen screen)
    {
        var api = new Api(screen);
        var number = new Argument<string>("PHONE") { Description = "With area code, such as +85251234567." };
        var login = new Command(
            "login",
            "Sign in as staff with password and text code, both asked for, and print the token for GHC_TOKEN. The token expires after half an hour. "
                + "Exit codes: 0 done, 2 refused, 3 service unreachable."
        )
        {
            number,
            api.UrlOption,
        };
        login
            .WithExamples("GHC_TOKEN=$(ghc login +85251234569 --url https://ghc.example)")
            .SetAction(
                (arguments, cancellation) =>
                {
                    if (PhoneNumber.ParseE164(arguments.GetRequiredValue(number)).Refused(out _, out var phone))
                    {
                        return Task.FromResult(screen.Refuse("PHONE must be a mobile number with area code, such as +85251234567."));
                    }

                    return screen.Talk.Profile.Capabilities.Interactive
                        ? api.WithAsync(arguments, session => SignInAsync(screen, session, phone, cancellation))
                        : Task.FromResult(
                            screen.Refuse("Password and code are asked for, and there is nobody to ask here. Run it in a terminal.")
                        );
                }
            );
        return login;
    }

    private static async Task<int> SignInAsync(Screen screen, Api.Session session, PhoneNumber phone, CancellationToken cancellation)
    {
        JsonObject Phone() => new() { ["areaCode"] = phone.AreaCode, ["number"] = phone.National };
        var password = await screen.Talk.PromptAsync(new TextPrompt<string>("Password:").Secret(), cancellation);
        await session.SendAsync(HttpMethod.Post, "api/sms-codes", new JsonObject { ["phone"] = Phone() }.ToJsonString(), cancellation);
        var code = await screen.Talk.PromptAsync(new TextPrompt<string>("Code from the text message:"), cancellation);
        var answer = await session.SendAsync(
            HttpMethod.Post,
            "api/login",
            new JsonObject
            {
                ["phone"] = Phone(),
                ["password"] = password,
                ["smsCode"] = code,
            }.ToJsonString(),
            cancellation
        );

        // Nothing else goes to standard output: the token is put into a variable.
        return screen.Answer(answer, _ => screen.Write((string)answer["accessToken"]!));
    }
}
