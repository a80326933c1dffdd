namespace MlNetCnn.TensorFlow.Native;

/// <summary>The tensors of a run, given back together.</summary>
internal sealed class NativeTensors(int capacity) : IDisposable
{
    private readonly List<NativeTensor> _tensors = new(capacity);

    public nint[] Pointers => [.. _tensors.Select(tensor => tensor.Pointer)];

    public NativeTensor this[int index] => _tensors[index];

    public void Add(NativeTensor tensor) => _tensors.Add(tensor);

    public void Dispose()
    {
        foreach (var tensor in _tensors) tensor.Dispose();
    }
}
