using System.Globalization;
using System.Text;

namespace Ghc.Bench.Reporting;

/// <summary>A line of a chart.</summary>
public sealed record Series(string Name, IReadOnlyList<(double X, double Y)> Points);

/// <summary>A bar, with the spread that was seen, the goal it is held against, and what is written at its end.</summary>
public sealed record Bar(string Name, double Value, double Low, double High, double? Goal, bool Missed, string Label);

/// <summary>Charts for documents: plain SVG, readable on white and on dark, no script and no font of its own.</summary>
public static class SvgChart
{
    private const int Width = 760;
    private const int Height = 360;
    private const int Left = 80;
    private const int Top = 50;
    private const int Right = 30;
    private const int Bottom = 60;
    private const int LabelWidth = 330;
    private const int RowHeight = 26;

    private static readonly string[] Colors = ["#0b6fb8", "#c2410c", "#15803d", "#7e22ce", "#a16207", "#475569"];

    /// <param name="logarithmic">Of the x axis.</param>
    public static string Lines(string title, string xLabel, string yLabel, IReadOnlyList<Series> series, bool logarithmic = false)
    {
        var points = series.SelectMany(line => line.Points).ToList();
        double Scaled(double x) => logarithmic ? Math.Log10(Math.Max(x, 1e-9)) : x;
        var (minX, maxX) = (points.Min(p => Scaled(p.X)), points.Max(p => Scaled(p.X)));
        var maxY = Nice(points.Max(p => p.Y));
        double X(double x) => Left + (maxX > minX ? (Scaled(x) - minX) / (maxX - minX) : 0.5) * (Width - Left - Right);
        double Y(double y) => Height - Bottom - y / maxY * (Height - Top - Bottom);

        var svg = Open(Width, Height, title);
        for (var step = 0; step <= 4; step++)
        {
            var y = maxY * step / 4;
            svg.Append(Invariant($"<line x1=\"{Left}\" y1=\"{Y(y):0.#}\" x2=\"{Width - Right}\" y2=\"{Y(y):0.#}\" stroke=\"#cbd5e1\"/>"));
            svg.Append(Label(Left - 8, Y(y) + 4, Short(y), "end"));
        }

        foreach (var x in Ticks(points.Select(p => p.X).Distinct().Order().ToList()))
        {
            svg.Append(Label(X(x), Height - Bottom + 18, Short(x), "middle"));
        }

        svg.Append(Label((Left + Width - Right) / 2.0, Height - 18, xLabel, "middle")).Append(Label(Left, Top - 10, yLabel, "start"));
        for (var i = 0; i < series.Count; i++)
        {
            var color = Colors[i % Colors.Length];
            var path = string.Join(' ', series[i].Points.Select(p => Invariant($"{X(p.X):0.#},{Y(p.Y):0.#}")));
            svg.Append(Invariant($"<polyline points=\"{path}\" fill=\"none\" stroke=\"{color}\" stroke-width=\"2\"/>"));
            var legend = Left + i * (Width - Left - Right) / series.Count;
            svg.Append(Invariant($"<rect x=\"{legend}\" y=\"{Height - 12}\" width=\"14\" height=\"4\" fill=\"{color}\"/>"));
            svg.Append(Label(legend + 20, Height - 5, series[i].Name, "start"));
        }

        return Close(svg);
    }

    /// <summary>Bars from zero, each with its spread as a thin line and its goal as a mark.</summary>
    public static string Bars(string title, IReadOnlyList<Bar> bars)
    {
        var height = Top + bars.Count * RowHeight + 20;
        var max = Nice(bars.Max(bar => Math.Max(bar.High, bar.Goal ?? 0)));
        double X(double value) => LabelWidth + value / max * (Width - LabelWidth - 80);
        var svg = Open(Width, height, title);
        for (var i = 0; i < bars.Count; i++)
        {
            var (bar, y) = (bars[i], Top + i * RowHeight);
            svg.Append(Label(LabelWidth - 8, y + 13, bar.Name, "end"));
            svg.Append(
                Invariant(
                    $"<rect x=\"{LabelWidth}\" y=\"{y}\" width=\"{X(bar.Value) - LabelWidth:0.#}\" height=\"16\" fill=\"{(bar.Missed ? Colors[1] : Colors[0])}\"/>"
                )
            );
            svg.Append(
                Invariant($"<line x1=\"{X(bar.Low):0.#}\" y1=\"{y + 8}\" x2=\"{X(bar.High):0.#}\" y2=\"{y + 8}\" stroke=\"#111827\"/>")
            );
            if (bar.Goal is { } goal)
            {
                svg.Append(
                    Invariant(
                        $"<line x1=\"{X(goal):0.#}\" y1=\"{y - 3}\" x2=\"{X(goal):0.#}\" y2=\"{y + 19}\" stroke=\"#111827\" stroke-width=\"2\" stroke-dasharray=\"3 2\"/>"
                    )
                );
            }

            svg.Append(Label(X(Math.Max(bar.High, bar.Goal ?? 0)) + 8, y + 13, bar.Label, "start"));
        }

        return Close(svg);
    }

    private static StringBuilder Open(int width, int height, string title) =>
        new StringBuilder()
            .Append(
                Invariant(
                    $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" font-family=\"sans-serif\" font-size=\"12\" fill=\"#111827\" role=\"img\">"
                )
            )
            .Append(Invariant($"<title>{Escape(title)}</title><rect width=\"{width}\" height=\"{height}\" fill=\"#ffffff\"/>"))
            .Append(Invariant($"<text x=\"16\" y=\"24\" font-size=\"15\" font-weight=\"bold\">{Escape(title)}</text>"));

    private static string Close(StringBuilder svg) => svg.Append("</svg>\n").ToString();

    private static string Label(double x, double y, string text, string anchor) =>
        Invariant($"<text x=\"{x:0.#}\" y=\"{y:0.#}\" text-anchor=\"{anchor}\">{Escape(text)}</text>");

    /// <summary>At most seven, so that they do not run into each other.</summary>
    private static IEnumerable<double> Ticks(List<double> values)
    {
        var step = Math.Max(1, (int)Math.Ceiling(values.Count / 7.0));
        return values.Where((_, index) => index % step == 0);
    }

    private static double Nice(double max)
    {
        var unit = Math.Pow(10, Math.Floor(Math.Log10(Math.Max(max, 1e-9))));
        return unit * new[] { 1, 1.5, 2, 3, 4, 5, 8, 10 }.First(step => step * unit >= max);
    }

    private static string Short(double value) =>
        Math.Abs(value) switch
        {
            >= 1_000_000 => Invariant($"{value / 1_000_000:0.##} M"),
            >= 10_000 => Invariant($"{value / 1_000:0.#} k"),
            _ => Invariant($"{value:0.##}"),
        };

    private static string Escape(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
