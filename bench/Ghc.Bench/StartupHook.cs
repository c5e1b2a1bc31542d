/// <summary>
/// .NET looks for this class, without a namespace, in the assemblies that DOTNET_STARTUP_HOOKS names. There is nothing to do: the assembly
/// is loaded now, so that hosting startup finds it although it is not part of the app.
/// </summary>
internal static class StartupHook
{
    public static void Initialize() { }
}
