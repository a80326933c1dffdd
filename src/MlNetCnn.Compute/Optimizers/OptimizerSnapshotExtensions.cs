using MlNetCnn.Keras;

namespace MlNetCnn.Compute.Optimizers;

/// <summary>What every engine asks of a snapshot before it goes on from it.</summary>
internal static class OptimizerSnapshotExtensions
{
    extension(OptimizerSnapshot snapshot)
    {
        /// <summary>Throws unless it is a state of the optimizer over these slots.</summary>
        /// <param name="optimizer">The optimizer of the run.</param>
        /// <param name="slots">The slots of the run, in Keras's order.</param>
        /// <exception cref="ArgumentException">It is of another optimizer, of other options or of other weights.</exception>
        public void Check(Optimizer optimizer, IEnumerable<(Weight Weight, string Name)> slots)
        {
            ArgumentNullException.ThrowIfNull(snapshot.Slots);
            if (snapshot.Slots.Any(s => s is not { Weight: not null, Name: not null, Values: not null }))
                throw new ArgumentException("The state has slots without a name or values.", nameof(snapshot));
            if (snapshot.Optimizer != optimizer.Name)
                throw new ArgumentException($"The state is of the optimizer '{snapshot.Optimizer}', the run of '{optimizer.Name}'.", nameof(snapshot));
            if (snapshot.Steps < 0 || !(snapshot.LearningRate >= 0 && double.IsFinite(snapshot.LearningRate)))
                throw new ArgumentException(FormattableString.Invariant($"The state has {snapshot.Steps} steps and the learning rate {snapshot.LearningRate}; neither may be negative."), nameof(snapshot));
            string[] here = [.. slots.Select(s => Describe(s.Weight.Path, s.Name, s.Weight.Shape.Count))], there = [.. snapshot.Slots.Select(s => Describe(s.Weight, s.Name, s.Values.Length))];
            if (here.SequenceEqual(there)) return;
            string missing = string.Join(", ", here.Except(there)), extra = string.Join(", ", there.Except(here));
            throw new ArgumentException($"The state does not fit the run of '{optimizer.Name}': missing [{missing}], not expected [{extra}], or another order.", nameof(snapshot));
        }
    }

    private static string Describe(string weight, string slot, long count) => $"{weight}:{slot} ({count} values)";
}
