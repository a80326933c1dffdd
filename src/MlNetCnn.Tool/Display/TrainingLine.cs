using System.Globalization;
using MlNetCnn.Training;

namespace MlNetCnn.Tool.Display;

/// <summary>
/// The moving line of a training: <c>epoch 3/30 [bar] 45 %  loss 0.5612, accuracy 0.7100  456 images/s  12:33 left</c>. Fits any width: on a narrow one the
/// title goes first, then the bar shrinks, the speed goes, the metrics behind the loss, the bar.
/// </summary>
/// <param name="Before">What stands before the bar.</param>
/// <param name="Bar">Length of the bar in characters; 0 for none.</param>
/// <param name="Full">How many of them are done.</param>
/// <param name="After">What stands behind the bar.</param>
internal sealed record TrainingLine(string Before, int Bar, int Full, string After)
{
    private const int LongestBar = 24, ShortestBar = 5;

    /// <summary>The line after a step.</summary>
    /// <param name="title">What is trained; left out first where room is scarce; may be empty.</param>
    /// <param name="progress">The step.</param>
    /// <param name="speed">Training images per second.</param>
    /// <param name="left">Time left.</param>
    /// <param name="width">Characters that the line may have.</param>
    public static TrainingLine Of(string title, BatchProgress progress, double speed, TimeSpan? left, int width)
    {
        var share = progress.Steps > 0 ? Math.Clamp((double)progress.Step / progress.Steps, 0, 1) : 1;
        var percent = string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(100 * share),3} %");
        var epoch = TrainingFigures.Count(progress.Epoch, progress.Epochs);
        IReadOnlyList<KeyValuePair<string, double>> values = [.. progress.Values.OrderBy(v => v.Key != "loss")];
        var prefix = progress.Validating ? "val_" : "";
        var all = Figures(values.Count);
        var loss = Figures(1);
        var remaining = $"{TrainingFigures.Left(left)} left";
        var rate = TrainingFigures.Speed(speed);
        var titled = title.Length > 0 ? $"{title}: {epoch}" : epoch;
        (string Before, string[] After, bool Bar)[] forms =
        [
            (titled, [percent, all, rate, remaining], true),
            (epoch, [percent, all, rate, remaining], true),
            (epoch, [percent, all, remaining], true),
            (epoch, [percent, loss, remaining], true),
            (epoch, [percent, loss, remaining], false),
            (epoch, [percent, remaining], false),
            (epoch, [percent], false),
        ];
        foreach (var (before, parts, withBar) in forms)
        {
            var after = string.Join("  ", parts.Where(p => p.Length > 0));
            var room = width - before.Length - after.Length - (withBar ? 2 : 1);
            if (room < (withBar ? ShortestBar : 0)) continue;
            var bar = withBar ? Math.Min(room, LongestBar) : 0;
            return new TrainingLine(before, bar, (int)Math.Floor(share * bar), after);
        }

        return new TrainingLine(epoch.Length <= width ? epoch : epoch[..Math.Max(0, width)], 0, 0, "");

        string Figures(int count) => TrainingFigures.Values(values.Take(count).Select(v => KeyValuePair.Create(prefix + v.Key, v.Value)));
    }
}
