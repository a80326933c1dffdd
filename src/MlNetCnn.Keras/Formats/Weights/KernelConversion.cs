using MlNetCnn.Keras.Formats;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Keras;

/// <summary>Kernels of Theano.</summary>
public static class KernelConversion
{
    extension(Model model)
    {
        /// <summary>
        /// Turns the kernel of every Conv2D and Conv2DTranspose by 180 degrees, in nested models too (Keras's <c>convert_all_kernels_in_model</c>): Theano turned kernels when it
        /// applied them. Files that tell of Theano are turned when they are loaded; this is for those that do not tell, which are files of weights of Keras 1
        /// (<c>..._th_kernels.h5</c>). Called twice, it changes nothing.
        /// </summary>
        public void ConvertAllKernels()
        {
            foreach (var weight in model.Weights.Where(w => w.Name == "kernel" && w.Owner is Conv2D or Conv2DTranspose))
            {
                long[] shape = [.. weight.Shape.Select(d => (long)d)];
                weight.Adopt(new KernelLayout(null, Turned: true).Convert(weight.Values.ToArray(), shape));
            }
        }
    }
}
