using System.Collections.Frozen;
using System.Reflection;
using MlNetCnn.Compute.Simd;
using MlNetCnn.Keras;

namespace MlNetCnn.Compute.Functions;

/// <summary>
/// What an activation function does, forward and backward. One file per function; a marked class is found by Keras's name. An element's result depends on that
/// element alone (for softmax and its kin on its row).
/// </summary>
internal abstract unsafe class ActivationKernel
{
    private static readonly FrozenDictionary<string, ActivationKernel> Table = typeof(ActivationKernel).Assembly.GetTypes()
        .Select(type => (type, name: type.GetCustomAttribute<ActivationNameAttribute>()?.Name))
        .Where(p => p.name is not null)
        .ToFrozenDictionary(p => p.name!, p => (ActivationKernel)Activator.CreateInstance(p.type)!, StringComparer.Ordinal);

    /// <summary>Whether every value stands by itself; false for softmax and its kin.</summary>
    public virtual bool IsElementwise => true;

    /// <summary>The range, for a function that is min(max(x, low), high), which kernels do in passing; null for others.</summary>
    public virtual (float Low, float High)? Clamp => null;

    /// <summary>Whether it is a relu, which <see cref="ReluGradient"/> is about: 0 below a threshold, the value above, perhaps with a ceiling.</summary>
    public virtual bool IsRelu => false;

    /// <summary>Whether <see cref="Backward"/> reads what went in.</summary>
    public virtual bool BackwardReadsInputs => true;

    /// <summary>Whether <see cref="Backward"/> reads what came out.</summary>
    public virtual bool BackwardReadsOutput => false;

    /// <summary>The function of a name; null where there is none.</summary>
    public static ActivationKernel? Find(ActivationFunction function) => Table.GetValueOrDefault(function.Name);

    /// <summary>y = f(x); both may be the same memory.</summary>
    /// <param name="x">Rows of values.</param>
    /// <param name="y">Where the results go.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="columns">Length of a row: the last axis.</param>
    /// <param name="level">Vector width, which does not show in the result; null for the widest.</param>
    public abstract void Forward(float* x, float* y, int rows, int columns, SimdLevel? level = null);

    /// <summary>dx = dy f'(x).</summary>
    /// <param name="x">What went in.</param>
    /// <param name="y">What came out.</param>
    /// <param name="dy">Gradient by the output.</param>
    /// <param name="dx">Gradient by the input, written.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="columns">Length of a row.</param>
    /// <param name="level">Vector width, which does not show in the result; null for the widest.</param>
    public abstract void Backward(float* x, float* y, float* dy, float* dx, int rows, int columns, SimdLevel? level = null);
}
