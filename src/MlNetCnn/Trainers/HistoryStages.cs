using MlNetCnn.Training;

namespace MlNetCnn;

/// <summary>Histories of one training's stages as one.</summary>
internal static class HistoryStages
{
    private const string Loss = "loss", Validation = "val_";

    /// <summary>
    /// Puts epochs behind epochs. A series that a stage lacks has no values there. The best epoch is the one of the lowest loss of all stages; of a training that was cancelled, the one
    /// whose weights the model holds.
    /// </summary>
    public static History Join(IReadOnlyList<History> stages)
    {
        if (stages.Count == 1) return stages[0];
        var validated = stages.Any(s => s.Names.Contains(Validation + Loss));
        var metrics = stages.SelectMany(s => s.Names).Distinct().Where(n => n != Loss && !n.StartsWith(Validation, StringComparison.Ordinal));
        var joined = new History(metrics, validated) { Cancelled = stages.Any(s => s.Cancelled) };
        var best = BestEpoch(stages, validated ? Validation + Loss : Loss);
        foreach (var stage in stages)
            for (var epoch = 0; epoch < stage.Count; epoch++) joined.Add(stage.Names.ToDictionary(n => n, n => stage[n][epoch], StringComparer.Ordinal), best);
        return joined;
    }

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
        return stages[^1].Cancelled ? best[^1].Epoch : best.MinBy(b => b.Loss).Epoch;
    }
}
