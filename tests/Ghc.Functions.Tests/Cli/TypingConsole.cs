using Spectre.Console;
using Spectre.Console.Rendering;

namespace Ghc.Functions.Tests.Cli;

/// <summary>A console with somebody before it, who thinks of a line when the first key of it is asked for.</summary>
internal sealed class TypingConsole : IAnsiConsole, IAnsiConsoleInput
{
    private readonly IAnsiConsole console;
    private readonly Queue<Func<Task<string>>> lines;
    private readonly Queue<char> keys = new();

    public TypingConsole(IAnsiConsole console, Queue<Func<Task<string>>> lines)
    {
        (this.console, this.lines) = (console, lines);
        console.Profile.Capabilities.Interactive = true;
    }

    public Profile Profile => console.Profile;

    public IAnsiConsoleCursor Cursor => console.Cursor;

    public IAnsiConsoleInput Input => this;

    public IExclusivityMode ExclusivityMode => console.ExclusivityMode;

    public RenderPipeline Pipeline => console.Pipeline;

    public void Clear(bool home) => console.Clear(home);

    public void Write(IRenderable renderable) => console.Write(renderable);

    public void WriteAnsi(Action<AnsiWriter> action) => console.WriteAnsi(action);

    public bool IsKeyAvailable() => keys.Count > 0 || lines.Count > 0;

    public ConsoleKeyInfo? ReadKey(bool intercept) => throw new NotSupportedException("Keys are awaited.");

    public async Task<ConsoleKeyInfo?> ReadKeyAsync(bool intercept, CancellationToken cancellationToken)
    {
        if (keys.Count == 0)
        {
            foreach (var key in await lines.Dequeue()() + '\r')
            {
                keys.Enqueue(key);
            }
        }

        var next = keys.Dequeue();
        return new ConsoleKeyInfo(next, next == '\r' ? ConsoleKey.Enter : default, shift: false, alt: false, control: false);
    }
}
