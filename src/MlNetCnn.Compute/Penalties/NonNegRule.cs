using MlNetCnn.Keras;
using MlNetCnn.Keras.Constraints;

namespace MlNetCnn.Compute.Penalties;

/// <summary>Negative values become 0; NaN stays.</summary>
[Enforces(typeof(NonNeg))]
internal sealed unsafe class NonNegRule : Rule
{
    private readonly nint _count;

    public NonNegRule(NonNeg _, Weight weight) => _count = (nint)weight.Shape.Count;

    public override void Apply(float* values)
    {
        for (nint i = 0; i < _count; i++)
            if (values[i] < 0) values[i] = 0;
    }
}
