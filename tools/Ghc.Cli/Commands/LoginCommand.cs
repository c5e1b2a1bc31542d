using System.CommandLine;
using System.Text.Json.Nodes;
using Ghc.Domain.Accounts;
using Spectre.Console;

namespace Ghc.Cli.Commands;

/// <summary><c>ghc login PHONE</c></summary>
public static class LoginCommand
{
    /// <param name="console">Takes the token and nothing else: it goes into a variable.</param>
    /// <param name="talk">Asks, and says what is wrong.</param>
    public static Command Create(IAnsiConsole console, IAnsiConsole talk)
    {
        var api = new Api(talk);
        var number = new Argument<string>("PHONE") { Description = "With area code, such as +85251234567." };
        var login = new Command(
            "login",
            "Sign in as staff with password and text code, both asked for, and print the token for GHC_TOKEN. It lasts half an hour. "
            + "Exit codes: 0 done, 2 refused, 3 service unreachable.")
        {
            number,
            api.UrlOption,
        };
        login.SetAction((arguments, cancellation) =>
        {
            if (PhoneNumber.ParseE164(arguments.GetRequiredValue(number)).Refused(out _, out var phone))
            {
                return Task.FromResult(talk.Refuse("PHONE must be a mobile number with area code, such as +85251234567."));
            }

            return talk.Profile.Capabilities.Interactive
                ? api.WithAsync(arguments, session => SignInAsync(console, talk, session, phone, cancellation))
                : Task.FromResult(talk.Refuse("Password and code are asked for, and there is nobody to ask here. Run it in a terminal."));
        });
        return login;
    }

    private static async Task<int> SignInAsync(IAnsiConsole console, IAnsiConsole talk, Api.Session session, PhoneNumber phone, CancellationToken cancellation)
    {
        JsonObject Phone() => new() { ["areaCode"] = phone.AreaCode, ["number"] = phone.National };
        var password = await talk.PromptAsync(new TextPrompt<string>("Password:").Secret(), cancellation);
        await session.SendAsync(HttpMethod.Post, "api/sms-codes", new JsonObject { ["phone"] = Phone() }.ToJsonString(), cancellation);
        var code = await talk.PromptAsync(new TextPrompt<string>("Code from the text message:"), cancellation);
        var answer = await session.SendAsync(
            HttpMethod.Post, "api/login", new JsonObject { ["phone"] = Phone(), ["password"] = password, ["smsCode"] = code }.ToJsonString(), cancellation);

        // Not through the console's wrapping.
        console.Profile.Out.Writer.WriteLine((string?)answer["accessToken"]);
        return ExitCodes.Done;
    }
}
