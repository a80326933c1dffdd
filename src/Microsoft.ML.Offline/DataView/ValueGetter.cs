namespace Microsoft.ML;

/// <summary>Fills <paramref name="value"/>, reusing its buffers where it can.</summary>
public delegate void ValueGetter<TValue>(ref TValue value);
