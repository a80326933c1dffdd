namespace MlNetCnn.Compute.Functions;

/// <summary>A function of one value that has no vector form. Implemented by structs, so that the JIT puts it into the loop.</summary>
internal interface IScalarFunction
{
    /// <summary>f(x).</summary>
    static abstract float Value(float x);

    /// <summary>f'(x).</summary>
    static abstract float Derivative(float x);
}
