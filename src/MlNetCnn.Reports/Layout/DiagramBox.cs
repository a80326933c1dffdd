using MlNetCnn.Reports.Drawing;

namespace MlNetCnn.Reports.Layout;

/// <summary>What a box of a diagram shows, and how large it is.</summary>
internal sealed class DiagramBox
{
    public const double LabelSize = 13, LineSize = 11.5, LineHeight = 16, Bar = 6, Left = 15, Right = 12, Top = 7, BadgeSize = 10;
    private const double Narrowest = 112, Widest = 380, BadgeGap = 12;

    public DiagramBox(DiagramNode node)
    {
        Node = node;
        Badge = node.Trainable switch { true => "trainable", false => "frozen", _ => "" };
        var badge = Badge.Length == 0 ? 0 : StrokeFont.Measure(Badge, BadgeSize) + BadgeGap + 2;
        var room = Widest - Left - Right;
        Label = PlainText.Fit(PlainText.Clean(node.Label), LabelSize, room - badge);
        Lines = [.. node.Lines.Select(l => PlainText.Fit(PlainText.Clean(l), LineSize, room))];
        var text = Lines.Select(l => StrokeFont.Measure(l, LineSize)).Append(StrokeFont.Measure(Label, LabelSize) * 1.04 + badge).Max();
        Width = Math.Max(Narrowest, Math.Ceiling(text + Left + Right));
        Height = Top + LineHeight * (1 + Lines.Count) + Top;
    }

    public DiagramNode Node { get; }

    public string Label { get; }

    public IReadOnlyList<string> Lines { get; }

    /// <summary>Whether it trains, in a word; empty for nothing.</summary>
    public string Badge { get; }

    public double Width { get; }

    public double Height { get; }
}
