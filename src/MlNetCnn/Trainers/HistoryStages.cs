using MlNetCnn.Training;

namespace MlNetCnn;

/// <summary>Histories of one training's stages as one.</summary>
internal static class HistoryStages
{
    /// <summary>
    /// Puts epochs behind epochs. A series that a stage lacks has no values there. The best epoch is the one of the lowest loss of all stages; of a training that was cancelled, the one
    /// whose weights the model holds.
    /// </summary>
    public static History Join(IReadOnlyList<History> stages)
    {
        if (stages.Count == 1) return stages[0];
        var names = stages.SelectMany(s => s.Names).Distinct().ToArray();
        var series = names.Select(n => KeyValuePair.Create(n, stages.SelectMany(s => s.Names.Contains(n) ? s[n] : Enumerable.Repeat(double.NaN, s.Count)).ToList())).ToArray();
        var best = stages.Index()
            .Where(s => s.Item.BestEpoch is not null)
            .Select(s => (Epoch: stages.Take(s.Index).Sum(h => h.Count) + s.Item.BestEpoch!.Value, Loss: s.Item[s.Item.Names.Contains("val_loss") ? "val_loss" : "loss"][s.Item.BestEpoch!.Value]))
            .ToArray();
        int? bestEpoch = best.Length == 0 ? null : stages[^1].Cancelled ? best[^1].Epoch : best.MinBy(b => b.Loss).Epoch;
        return new History(series, stages.Any(s => s.Cancelled), bestEpoch);
    }
}
