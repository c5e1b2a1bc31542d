namespace Ghc.Functions.Tests.Support;

/// <summary>One app for the tests of a class that do not disturb each other: every traveler is another person.</summary>
public sealed class SharedApp : IAsyncDisposable
{
    public SharedApp(Azurite azurite)
    {
        var settings = new AppSettings(azurite.NewAccount());

        // All tests call from one address, as the guests of a very large hotel would.
        settings.Values["SmsBudget:PerAddressPerHour"] = "100000";
        settings.Values["SmsBudget:PerMinute"] = "100000";
        settings.Values["SignInBudget:WrongPasswords"] = "100000";
        settings.Values["Laboratories:CallsPerMinute"] = "100000";
        settings.Values["Borders:CallsPerMinute"] = "100000";

        // Those who guess all at once wait for each other, longer on a busy machine.
        settings.Values["Passwords:Patience"] = "00:00:30";
        App = new GhcApp(settings);
        Client = App.CreateClient();
    }

    public GhcApp App { get; }

    public HttpClient Client { get; }

    public ValueTask DisposeAsync() => App.DisposeAsync();
}
