using System.Globalization;
using System.Text.Json.Nodes;
using MlNetCnn.Compute.Optimizers;
using MlNetCnn.Training.Callbacks;

namespace MlNetCnn.Training;

/// <summary>A <see cref="FitState"/> as a file: one JSON entry <c>fit</c> that names everything, and one entry per array.</summary>
internal static class FitStateFile
{
    /// <summary>Writes a state.</summary>
    public static void Write(Stream stream, FitState state, RunFingerprint run)
    {
        var file = new CheckpointWriter(stream);
        file.Begin();
        file.Add("fit", new JsonObject
        {
            ["run"] = run.ToJson(),
            ["epoch"] = state.Epoch,
            ["step"] = state.Step,
            ["iterations"] = state.Iterations,
            ["stop"] = state.StopTraining,
            ["best_epoch"] = state.BestEpoch,
            ["optimizer"] = state.Optimizer.Optimizer,
            ["optimizer_steps"] = state.Optimizer.Steps,
            ["slots"] = Names(state.Optimizer.Slots.SelectMany(s => new[] { s.Weight, s.Name })),
            ["weights"] = Names(state.Weights.Arrays.Select(a => a.Name)),
            ["best"] = Names(state.Best.Arrays.Select(a => a.Name)),
            ["history"] = Names(state.History.Select(h => h.Key)),
            ["logs"] = Names(state.Logs.Keys),
            ["running"] = state.Running.Count,
            ["callbacks"] = new JsonArray([.. state.Callbacks.Select(c => c is null ? null : new JsonObject { ["values"] = c.Values.DeepClone(), ["arrays"] = Names(c.Arrays.Keys) })]),
        });
        file.Add("numbers", [state.Optimizer.LearningRate, state.BestLoss]);
        file.Add("logs", [.. state.Logs.Values]);
        for (var i = 0; i < state.History.Count; i++) file.Add(Entry("history", i), state.History[i].Value);
        for (var i = 0; i < state.Running.Count; i++) file.Add(Entry("running", i), state.Running[i]);
        for (var i = 0; i < state.Weights.Arrays.Count; i++) file.Add(Entry("weights", i), state.Weights.Arrays[i].Values);
        for (var i = 0; i < state.Best.Arrays.Count; i++) file.Add(Entry("best", i), state.Best.Arrays[i].Values);
        for (var i = 0; i < state.Optimizer.Slots.Count; i++) file.Add(Entry("slot", i), state.Optimizer.Slots[i].Values);
        for (var c = 0; c < state.Callbacks.Count; c++)
        {
            var place = 0;
            foreach (var array in state.Callbacks[c]?.Arrays.Values ?? []) file.Add(Entry($"callback{c}", place++), array);
        }

        file.Finish();
    }

    /// <summary>Reads a state.</summary>
    /// <exception cref="CheckpointException">It is damaged, or of another run.</exception>
    public static FitState Read(string path, Stream stream, RunFingerprint run)
    {
        var file = new CheckpointReader(path, stream);
        var fit = new CheckpointFields(file, file.Json("fit"));
        if (run.Difference(fit.Object("run")) is { } difference) throw new CheckpointException(path, null, $"it is of another run: {difference}");
        var numbers = Exactly(file, "numbers", 2);
        var logNames = fit.Names("logs");
        var logs = Exactly(file, "logs", logNames.Count);
        var slots = fit.Names("slots");
        var series = fit.Names("history");
        var history = series.Select((n, i) => KeyValuePair.Create(n, file.Doubles(Entry("history", i)))).ToArray();
        var callbacks = fit.Array("callbacks");
        if (slots.Count % 2 != 0) throw file.Wrong("fit.slots", "it must hold pairs of a weight and a slot.");
        if (logNames.Distinct().Count() != logNames.Count) throw file.Wrong("fit.logs", "a name is there twice.");
        if (series.Count == 0 || series.Distinct().Count() != series.Count || history.Any(h => h.Value.Length != history[0].Value.Length))
            throw file.Wrong("fit.history", "it must name series, each once and all of one length.");
        var state = new FitState
        {
            Epoch = fit.Int("epoch"),
            Step = fit.Int("step"),
            Iterations = fit.Long("iterations"),
            StopTraining = fit.Flag("stop"),
            BestEpoch = fit.IsNull("best_epoch") ? null : fit.Int("best_epoch"),
            BestLoss = numbers[1],
            Optimizer = new OptimizerSnapshot(fit.Text("optimizer"), fit.Long("optimizer_steps"), numbers[0],
                [.. Enumerable.Range(0, slots.Count / 2).Select(i => new SavedSlot(slots[2 * i], slots[2 * i + 1], file.Singles(Entry("slot", i))))]),
            Weights = Snapshot(file, fit, "weights"),
            Best = Snapshot(file, fit, "best"),
            History = history,
            Logs = logNames.Zip(logs).ToDictionary(p => p.First, p => p.Second),
            Running = [.. Enumerable.Range(0, Math.Min(fit.Int("running"), 1000)).Select(i => file.Doubles(Entry("running", i)))],
            Callbacks = [.. callbacks.Select((c, i) => c is null ? null : Callback(file, c as JsonObject ?? throw file.Wrong($"fit.callbacks[{i}]", "it must be an object."), i))],
        };
        file.End();
        return state;
    }

    private static CallbackState Callback(CheckpointReader file, JsonObject json, int index)
    {
        var fields = new CheckpointFields(file, json);
        var arrays = new Dictionary<string, float[]>(StringComparer.Ordinal);
        foreach (var name in fields.Names("arrays"))
            if (!arrays.TryAdd(name, file.Singles(Entry($"callback{index}", arrays.Count)))) throw file.Wrong($"fit.callbacks[{index}]", $"the array '{name}' is there twice.");
        return new CallbackState((JsonObject)fields.Object("values").DeepClone(), arrays);
    }

    private static WeightSnapshot Snapshot(CheckpointReader file, CheckpointFields fit, string what) =>
        WeightSnapshot.From(fit.Names(what).Select((n, i) => (n, file.Singles(Entry(what, i)))));

    private static double[] Exactly(CheckpointReader file, string name, int count)
    {
        var values = file.Doubles(name);
        return values.Length == count ? values : throw file.Wrong(name, $"it has {values.Length} numbers; there must be {count}.");
    }

    private static JsonArray Names(IEnumerable<string> names) => new([.. names.Select(n => JsonValue.Create(n))]);

    private static string Entry(string what, int index) => string.Create(CultureInfo.InvariantCulture, $"{what}/{index}");
}
