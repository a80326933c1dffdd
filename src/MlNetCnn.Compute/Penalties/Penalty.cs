using System.Collections.Frozen;
using System.Reflection;
using MlNetCnn.Compute.Simd;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Regularizers;

namespace MlNetCnn.Compute.Penalties;

/// <summary>
/// What a regularizer adds to the loss, and to the gradient of what it looks at. One file per regularizer: a class marked <see cref="PenalizesAttribute"/> with a
/// constructor that takes the regularizer is found by the regularizer's class. Results do not depend on the thread count.
/// </summary>
internal abstract unsafe class Penalty
{
    private static readonly FrozenDictionary<Type, ConstructorInfo> Table = typeof(Penalty).Assembly.GetTypes()
        .Select(type => (type, regularizer: type.GetCustomAttribute<PenalizesAttribute>()?.Regularizer))
        .Where(p => p.regularizer is not null)
        .ToFrozenDictionary(p => p.regularizer!, p => p.type.GetConstructor([p.regularizer!])!);

    /// <summary>Whether each value is penalised by itself, so that <see cref="AddGradient"/> may be called for any ranges (as rows of any length).</summary>
    public virtual bool IsElementwise => false;

    /// <summary>Why the penalty cannot look at a tensor of this rank; null where it can.</summary>
    public virtual string? Refuse(int rank) => null;

    /// <summary>The penalty of a weight; null where it has none.</summary>
    /// <exception cref="NotSupportedException">The weight's rank does not suit the regularizer.</exception>
    public static Penalty? Of(Weight weight) => weight.Regularizer is { } regularizer ? Create(regularizer, weight.Shape.Rank, $"the weight '{weight.Path}'") : null;

    /// <summary>Makes the penalty.</summary>
    /// <param name="regularizer">The regularizer.</param>
    /// <param name="rank">Rank of what it looks at; with the batch for outputs.</param>
    /// <param name="where">What it looks at, for messages.</param>
    /// <exception cref="NotSupportedException">The rank does not suit the regularizer.</exception>
    public static Penalty Create(Regularizer regularizer, int rank, string where)
    {
        var penalty = (Penalty)Table[regularizer.GetType()].Invoke(BindingFlags.DoNotWrapExceptions, null, [regularizer], null);
        return penalty.Refuse(rank) is { } reason ? throw new NotSupportedException($"The regularizer {regularizer.ClassName} of {where}: {reason}") : penalty;
    }

    /// <summary>What is added to the loss.</summary>
    /// <param name="x">Values, row after row.</param>
    /// <param name="rows">Size of the first axis.</param>
    /// <param name="columns">Values per row.</param>
    /// <param name="threads">Threads used at most.</param>
    public abstract double Value(float* x, nint rows, nint columns, int threads);

    /// <summary>gradient += scale times the penalty's gradient.</summary>
    /// <param name="kernels">Kernels.</param>
    /// <param name="x">Values, row after row.</param>
    /// <param name="gradient">As many.</param>
    /// <param name="rows">Size of the first axis.</param>
    /// <param name="columns">Values per row.</param>
    /// <param name="scale">Factor.</param>
    /// <param name="threads">Threads used at most.</param>
    public abstract void AddGradient(Kernels kernels, float* x, float* gradient, nint rows, nint columns, double scale, int threads);
}
