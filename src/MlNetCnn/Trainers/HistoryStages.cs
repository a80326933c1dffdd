using MlNetCnn.Training;

namespace MlNetCnn;

/// <summary>Histories of one training's stages as one.</summary>
internal static class HistoryStages
{
    private const string Loss = "loss", ValidationLoss = "val_loss";

    /// <summary>
    /// Puts epochs behind epochs. A series that a stage lacks has no values there. The best epoch is the one of the lowest loss of all stages; of a training that was cancelled, that of
    /// the last stage of which an epoch had ended.
    /// </summary>
    public static History Join(IReadOnlyList<History> stages)
    {
        if (stages.Count == 1) return stages[0];
        var series = stages.SelectMany(s => s.Names).Distinct().Select(n => KeyValuePair.Create(n, stages.SelectMany(s => Values(s, n)).ToList()));
        return new History(series, stages.Any(s => s.Cancelled), BestEpoch(stages, stages.Any(s => s.Names.Contains(ValidationLoss)) ? ValidationLoss : Loss), firstEpoch: 0);
    }

    private static IEnumerable<double> Values(History stage, string name) => stage.Names.Contains(name) ? stage[name] : Enumerable.Repeat(double.NaN, stage.Count);

    private static int? BestEpoch(IReadOnlyList<History> stages, string loss)
    {
        var first = 0;
        List<(int Epoch, double Loss)> best = [];
        foreach (var stage in stages)
        {
            if (stage.BestEpoch is { } epoch) best.Add((first + epoch, stage[loss][epoch]));
            first += stage.Count;
        }

        if (best.Count == 0) return null;
        return stages[^1].Cancelled ? best[^1].Epoch : best.MinBy(b => double.IsNaN(b.Loss) ? double.PositiveInfinity : b.Loss).Epoch;
    }
}
