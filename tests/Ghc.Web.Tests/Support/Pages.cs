namespace Ghc.Web.Tests.Support;

/// <summary>Every page that a traveler opens, and what shows that it is complete. A new page belongs here.</summary>
public static class Pages
{
    public static readonly IReadOnlyList<(string Path, string Ready)> OfTravelers =
    [
        ("/", ".hero"),
        ("/apply", "form"),
        ("/login", "form"),
        ("/help", ".question"),
        ("/code", ".as-of"),
        ("/companions", ".people"),
        ("/companions/add", "form"),
        ("/family", "form"),
        ("/password", "form"),
        ("/visits", ".rows"),
        ("/account", ".check input:enabled"),
        ("/print", ".prints"),
        ("/renew", "form"),
        ("/appeal?reason=inbound-yellow", "textarea"),
        ("/phone", "form"),
        ("/email", "form"),
        ("/login/email", "form"),
        ("/privacy", ".panel p"),
        ("/accessibility", ".panel p"),
        ("/terms", ".panel p"),
        ("/contact", ".panel p"),
        ("/statistics", ".empty, .statistics"),
        ("/no-such-page", "h1"),
    ];
}
