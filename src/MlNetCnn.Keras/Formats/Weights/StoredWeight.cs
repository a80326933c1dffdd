using MlNetCnn.Keras.Hdf5;

namespace MlNetCnn.Keras.Formats;

/// <summary>One weight in a file.</summary>
/// <param name="Name">As the file names it, e.g. <c>conv1/kernel:0</c> or <c>0</c>.</param>
/// <param name="Data">Its values, not read yet.</param>
internal sealed record StoredWeight(string Name, Hdf5Dataset Data);
