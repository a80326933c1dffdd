using System.Text.Json.Nodes;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Config;
using static System.FormattableString;

namespace MlNetCnn.Compute.Optimizers;

/// <summary>
/// An optimizer's state as Keras's list of variables. Keras 3 lists the steps, the learning rate unless it is a schedule's, the optimizer's own single numbers, and the slots in the order
/// of <see cref="OptimizerSnapshot.Slots"/>. tf.keras 2.11 leaves the rate out; older ones list slot by slot, and sometimes not the steps.
/// </summary>
internal static class OptimizerVariables
{
    private const string Average = "average";
    private const string Accumulator = "gradient_accumulator";

    /// <summary>Reads a state; null where the model was compiled, but never trained.</summary>
    /// <param name="training">What the file has.</param>
    /// <param name="config">The optimizer's configuration.</param>
    /// <param name="optimizer">The optimizer.</param>
    /// <param name="model">The model that it trains.</param>
    /// <exception cref="ModelFormatException">Variables are missing, too many, of other shapes, or out of range.</exception>
    public static OptimizerSnapshot? Read(SavedTraining training, ConfigReader config, Optimizer optimizer, Model model)
    {
        var variables = training.Variables;
        if (variables.Count == 0) return null;
        var generation = OptimizerGenerations.Of(JsonObject.Create(config.Element)!);
        if (optimizer.WhyNotContinued(generation) is { } reason) throw config.Error($"{reason}.");
        var trained = model.TrainableWeights;
        var weights = Order(trained, training, generation, config);
        var at = 0;
        long steps = 0;
        // Up to Keras 2.2 some optimizers did not save the steps, and did not need them.
        if (variables[0].Number is not null) steps = Count(variables[at++], config);
        else if (generation != OptimizerGeneration.Legacy) throw config.Error($"the optimizer's first variable, {variables[0]}, is not the number of steps.");
        var scheduled = OptimizerConfig.IsScheduled(config);
        var rate = scheduled ? optimizer.LearningRate : config.GetDouble("learning_rate") ?? config.GetDouble("lr") ?? optimizer.LearningRate;
        if (generation == OptimizerGeneration.Keras3 ? !scheduled : at < variables.Count && variables[at].Number is not null)
        {
            var saved = at < variables.Count && variables[at].Number is { } number ? number : throw config.Error("the optimizer's second variable is not its learning rate.");
            at++;
            // Keras keeps single precision; what was written with more digits is the same rate.
            if ((float)rate != (float)saved) rate = saved;
        }

        if (!(rate >= 0 && double.IsFinite(rate))) throw config.Error(Invariant($"the learning rate is {rate}; it must be finite and not negative."));
        foreach (var (name, _) in generation == OptimizerGeneration.Keras3 && at < variables.Count ? optimizer.Scalars(0) : [])
            if (variables[at++].Number is null) throw config.Error($"the optimizer's variable {variables[at - 1]} is not its {name}.");
        (int Weight, string Slot)[] expected = [.. Order(optimizer, weights.Length, generation == OptimizerGeneration.Legacy && !optimizer.SlotsLieTogether)];
        if (at == variables.Count && expected.Length > 0 && steps == 0) return null;
        var slots = new Dictionary<(int, string), float[]>();
        for (var i = 0; i < expected.Length; i++, at++)
        {
            var weight = weights[expected[i].Weight];
            if (at == variables.Count)
                throw config.Error($"the optimizer has {expected.Length - i} variables too few: it lacks {weight.Path}'s {expected[i].Slot} and what follows.");
            if (!variables[at].Shape.SequenceEqual([.. weight.Shape]))
                throw config.Error($"the optimizer's variable {variables[at]} cannot be the {expected[i].Slot} of {weight.Path}, which has the shape {weight.Shape}.");
            slots[expected[i]] = variables[at].Values;
        }

        var unused = variables.Count - at;
        if (unused > 0 && !(generation != OptimizerGeneration.Keras3 && unused == weights.Length && weights.Zip(variables.Skip(at)).All(p => optimizer.IsUnused(p.Second, p.First))))
            throw config.Error($"the optimizer has {unused} variables too many, from {variables[at]} on.");
        return new OptimizerSnapshot(optimizer.Name, steps, rate, [.. ByModel()]);

        IEnumerable<SavedSlot> ByModel()
        {
            var index = weights.Select((w, i) => (w, i)).ToDictionary(p => p.w, p => p.i);
            foreach (var (weight, slot) in Order(optimizer, weights.Length, bySlot: false))
                yield return new SavedSlot(trained[weight].Path, slot, slots[(index[trained[weight]], slot)]);
        }
    }

    /// <summary>A state as Keras 3 saves it; the values are not copied.</summary>
    public static List<SavedVariable> Write(OptimizerSnapshot snapshot, Optimizer optimizer, Model model)
    {
        var name = optimizer is Sgd ? "SGD" : optimizer.Name;
        var updates = snapshot.Steps / (optimizer.GradientAccumulationSteps ?? 1);
        List<SavedVariable> variables = [new($"{name}/iteration", snapshot.Steps), new($"{name}/learning_rate", (double)(float)snapshot.LearningRate)];
        foreach (var (scalar, value) in optimizer.Scalars(updates)) variables.Add(new($"{name}/{scalar}", (double)(float)value));
        var weights = model.TrainableWeights;
        foreach (var (slot, (weight, _)) in snapshot.Slots.Zip(Order(optimizer, weights.Count, bySlot: false)))
        {
            var path = $"{model.Name}/{weights[weight].Path}".Replace('/', '_');
            variables.Add(new($"{name}/{path}_{slot.Name}", [.. weights[weight].Shape], slot.Values));
        }

        return variables;
    }

    /// <summary>How many numbers Keras 3 keeps for an optimizer and a model.</summary>
    /// <param name="optimizer">The optimizer.</param>
    /// <param name="scheduled">Whether its rate is a schedule's, and thus no variable.</param>
    /// <param name="model">The model.</param>
    public static long Count(Optimizer optimizer, bool scheduled, Model model)
    {
        var weights = model.TrainableWeights;
        return (scheduled ? 1 : 2) + optimizer.Scalars(0).Count + Order(optimizer, weights.Count, bySlot: false).Sum(s => (long)weights[s.Weight].Shape.Count);
    }

    /// <summary>Keras's order of an optimizer's slots: which weight, and the slot's name.</summary>
    /// <param name="optimizer">The optimizer.</param>
    /// <param name="weights">Weights that it trains.</param>
    /// <param name="bySlot">Whether the optimizer's own slots follow one another for all weights each, as before tf.keras 2.11. Default false.</param>
    internal static IEnumerable<(int Weight, string Slot)> Order(Optimizer optimizer, int weights, bool bySlot = false)
    {
        for (var w = 0; w < weights; w++)
        {
            if (optimizer.UseEma) yield return (w, Average);
            if (optimizer.GradientAccumulationSteps is not null) yield return (w, Accumulator);
        }

        using var state = optimizer.CreateState(1);
        (string Name, int Group)[] slots = [.. state.Slots.Select((s, i) => (s.Name, bySlot ? i : s.Group))];
        foreach (var group in slots.GroupBy(s => s.Group).OrderBy(g => g.Key))
            for (var w = 0; w < weights; w++)
                foreach (var (name, _) in group) yield return (w, name);
    }

    /// <summary>The weights in the order in which the file's Keras trained them: up to 2.0.5 by name.</summary>
    private static Weight[] Order(IReadOnlyList<Weight> weights, SavedTraining training, OptimizerGeneration generation, ConfigReader config)
    {
        if (generation != OptimizerGeneration.Legacy) return [.. weights];
        if (training.KerasVersion is null || training.KerasVersion.StartsWith("1.", StringComparison.Ordinal))
            throw config.Error("Keras 1 orders the optimizer's variables by names of weights that its files do not keep, so that the training cannot go on.");
        return Version.TryParse(training.KerasVersion.Split('-')[0], out var v) && v < new Version(2, 0, 6)
            ? [.. weights.OrderBy(w => w.Path + ":0", StringComparer.Ordinal)]
            : [.. weights];
    }

    private static long Count(SavedVariable variable, ConfigReader config) =>
        (variable.Integer ?? (variable.Number is { } n && n == Math.Floor(n) && Math.Abs(n) < 1L << 53 ? (long)n : -1)) is var steps and >= 0
            ? steps
            : throw config.Error(Invariant($"the optimizer's variable {variable.Name} is {variable.Number}; a number of steps is a whole number from 0."));
}
