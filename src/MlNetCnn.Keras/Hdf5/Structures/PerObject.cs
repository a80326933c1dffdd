namespace MlNetCnn.Keras.Hdf5;

/// <summary>
/// What was parsed at an address, such as an object header. An object may be opened under many names and many times; a failure
/// is remembered too, and told again.
/// </summary>
internal sealed class PerObject<T>(Func<long, T> parse)
{
    private readonly Dictionary<long, Lazy<T>> parsed = [];

    public T this[long address]
    {
        get
        {
            if (!parsed.TryGetValue(address, out var value))
                parsed.Add(address, value = new Lazy<T>(() => parse(address), LazyThreadSafetyMode.ExecutionAndPublication));
            return value.Value;
        }
    }
}
